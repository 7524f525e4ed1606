import { type Box, boxOverlap } from './box-overlap';
import { descending, refuseInfinite, refuseNaN } from './numbers';

export interface TrueBox {
  readonly image: number;
  readonly class: number;
  readonly box: Box;
}

export interface FoundBox extends TrueBox {
  /** Greater for what is surer. */
  readonly score: number;
}

/** What a class's detections are, from the surest on: whether each meets a box that none before it met. */
interface Judged {
  readonly right: readonly boolean[];
  readonly boxes: number;
}

const byImage = <T extends TrueBox>(boxes: readonly T[]): Map<number, T[]> => {
  const found = new Map<number, T[]>();
  for (const box of boxes) {
    const there = found.get(box.image);
    if (there) there.push(box);
    else found.set(box.image, [box]);
  }
  return found;
};

const bySureness = (found: readonly FoundBox[]): FoundBox[] => descending(found.map(({ score }) => score)).flatMap((i) => found[i] ?? []);

/** Refuses what has no place in an order or in a plane. */
function check(truth: readonly TrueBox[], found: readonly FoundBox[]): void {
  refuseNaN(
    found.map(({ score }) => score),
    'score of box',
  );
  refuseInfinite(
    found.flatMap(({ box }) => [...box]),
    'corner of a found box',
  );
  refuseInfinite(
    truth.flatMap(({ box }) => [...box]),
    'corner of a true box',
  );
}

/** Pascal's: each detection looks at the box it overlaps most; a second one for the same box is wrong. */
function judgePascal(truth: readonly TrueBox[], found: readonly FoundBox[], overlap: number): Judged {
  const there = byImage(truth);
  const met = new Set<TrueBox>();
  const right = bySureness(found).map(({ image, box }) => {
    let [best, most] = [null as TrueBox | null, Number.NEGATIVE_INFINITY];
    for (const candidate of there.get(image) ?? []) {
      const common = boxOverlap(candidate.box, box);
      if (common > most) [best, most] = [candidate, common];
    }
    if (!best || most < overlap || met.has(best)) return false;
    met.add(best);
    return true;
  });
  return { right, boxes: truth.length };
}

/** COCO's: each detection takes the box it overlaps most among those still free; at most 100 detections an image. */
function judgeCoco(truth: readonly TrueBox[], found: readonly FoundBox[], overlap: number): Judged {
  const there = byImage(truth);
  const met = new Set<TrueBox>();
  // Image by image, then sorted: detections that are equally sure stand in the order of their images, as in pycocotools.
  const images = [...byImage(found)].sort(([a], [b]) => a - b);
  const judged = images.flatMap(([image, boxes]) =>
    bySureness(boxes)
      .slice(0, 100)
      .map(({ box, score }) => {
        let [best, most] = [null as TrueBox | null, Math.min(overlap, 1 - 1e-10)];
        for (const candidate of there.get(image) ?? []) {
          if (met.has(candidate)) continue;
          const common = boxOverlap(candidate.box, box);
          if (common >= most) [best, most] = [candidate, common];
        }
        if (best) met.add(best);
        return { score, right: best !== null };
      }),
  );
  const order = descending(judged.map(({ score }) => score));
  return { right: order.map((i) => judged[i]?.right ?? false), boxes: truth.length };
}

interface Curve {
  readonly recalls: number[];
  /** The greatest at this recall or a greater one. */
  readonly precisions: number[];
}

function envelope({ right, boxes }: Judged): Curve {
  let hits = 0;
  const recalls: number[] = [];
  const precisions: number[] = [];
  for (const [i, hit] of right.entries()) {
    if (hit) hits++;
    recalls.push(hits / boxes);
    precisions.push(hits / (i + 1));
  }
  for (let i = precisions.length - 2; i >= 0; i--) precisions[i] = Math.max(precisions[i] ?? 0, precisions[i + 1] ?? 0);
  return { recalls, precisions };
}

/** The area under the curve, exactly. */
function areaUnder({ recalls, precisions }: Curve): number {
  return recalls.reduce((area, recall, i) => area + (recall - (recalls[i - 1] ?? 0)) * (precisions[i] ?? 0), 0);
}

/** The mean of the precisions at recall 0, 0.01 … 1. */
function atHundredAndOne({ recalls, precisions }: Curve): number {
  let [total, i] = [0, 0];
  for (let point = 0; point <= 100; point++) {
    // As NumPy's linspace rounds: 0.57 of the boxes are not yet its 57th hundredth.
    const wanted = point === 100 ? 1 : point * 0.01;
    while (i < recalls.length && (recalls[i] ?? 0) < wanted) i++;
    total += precisions[i] ?? 0;
  }
  return total / 101;
}

/** Averaged over the classes that have a true box; NaN where none has. */
function meanOverClasses(
  truth: readonly TrueBox[],
  found: readonly FoundBox[],
  of: (truth: readonly TrueBox[], found: readonly FoundBox[]) => number,
): number {
  const classes = new Set(truth.map((box) => box.class));
  let total = 0;
  for (const c of classes) {
    const own = (box: TrueBox): boolean => box.class === c;
    total += of(truth.filter(own), found.filter(own));
  }
  return total / classes.size;
}

/**
 * Mean average precision as Pascal VOC has it since 2010: of each class the whole area under the precision–recall curve, where
 * precision is the greatest at a recall or beyond; a detection is right that overlaps its box by `overlap` (intersection over
 * union) or more. Corners are places, not pixels: widths are right − left. Classes without a true box are left out; none at
 * all: NaN. NaN is refused.
 *
 * Source: Everingham et al. 2010 and their development kit.
 */
export function pascalAveragePrecision(truth: readonly TrueBox[], found: readonly FoundBox[], overlap = 0.5): number {
  check(truth, found);
  return meanOverClasses(truth, found, (own, given) => areaUnder(envelope(judgePascal(own, given, overlap))));
}

/**
 * Of one class Pascal's average precision, and its precision at recall 0, 0.1 … 1 (the greatest there or beyond): a curve to
 * draw. Without true boxes: NaN, and zeros.
 */
export function precisionAtRecalls(
  truth: readonly TrueBox[],
  found: readonly FoundBox[],
  overlap = 0.5,
): { readonly average: number; readonly precisions: number[] } {
  check(truth, found);
  const curve = envelope(judgePascal(truth, found, overlap));
  const at = (recall: number): number => curve.precisions[curve.recalls.findIndex((reached) => reached >= recall - 1e-9)] ?? 0;
  return {
    average: truth.length > 0 ? areaUnder(curve) : Number.NaN,
    precisions: Array.from({ length: 11 }, (_, i) => (truth.length > 0 ? at(i / 10) : 0)),
  };
}

/** COCO’s overlaps: 0.5, 0.55 … 0.95, rounded as NumPy’s linspace does. */
export const COCO_OVERLAPS: readonly number[] = Array.from({ length: 10 }, (_, i) => 0.5 + i * ((0.95 - 0.5) / 9));

/**
 * Mean average precision as COCO has it: precision at 101 recalls, averaged over classes and over the overlaps asked. Equal to
 * pycocotools' `AP` (and `AP50` for [0.5]) with boxes of all sizes, no crowds, 100 detections an image and class. Classes
 * without a true box are left out; none at all: NaN. NaN is refused.
 *
 * Source: Lin et al. 2014; pycocotools' `cocoeval.py`.
 */
export function cocoAveragePrecision(
  truth: readonly TrueBox[],
  found: readonly FoundBox[],
  overlaps: readonly number[] = COCO_OVERLAPS,
): number {
  check(truth, found);
  const total = overlaps.reduce(
    (sum, overlap) => sum + meanOverClasses(truth, found, (own, given) => atHundredAndOne(envelope(judgeCoco(own, given, overlap)))),
    0,
  );
  return total / overlaps.length;
}
