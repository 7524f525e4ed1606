import type { TargetPlanOf } from '../../../shared/graph/feed';
import { nonMaximumSuppressionByClass } from '../../engine/decoding/non-maximum-suppression';
import type { Box } from '../../engine/metrics/box-overlap';

/** What a model found in a picture: corners as parts of it. */
export interface Found {
  readonly class: number;
  readonly score: number;
  readonly box: Box;
}

type Plan = TargetPlanOf<'boxes'>;

/** Numbers of a cell before its classes: whether there is an object, x, y, width, height. */
export const BEFORE_CLASSES = 5;
/** Numbers of a box. */
const SIDES = 4;
/** Boxes of a picture that are looked at: COCO's. */
const MOST = 100;
/** Of a grid, boxes that are less sure are none: they would only be sorted. */
const LEAST = 0.001;

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

function softmax(logits: ArrayLike<number>): number[] {
  const values = Array.from(logits);
  const most = Math.max(...values);
  const powers = values.map((value) => Math.exp(value - most));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}

function best(probabilities: readonly number[]): { readonly class: number; readonly score: number } {
  let found = 0;
  for (const [at, p] of probabilities.entries()) if (p > (probabilities[found] ?? 0)) found = at;
  return { class: found, score: probabilities[found] ?? 0 };
}

const cornersOf = (x: number, y: number, width: number, height: number): Box => [
  x - width / 2,
  y - height / 2,
  x + width / 2,
  y + height / 2,
];

const kept = ([left, top, right, bottom]: Box): Box => [
  Math.min(1, Math.max(0, left)),
  Math.min(1, Math.max(0, top)),
  Math.min(1, Math.max(0, right)),
  Math.min(1, Math.max(0, bottom)),
];

const bySureness = (found: Found[]): Found[] => found.sort((a, b) => b.score - a.score).slice(0, MOST);

/** Numbers of one query, or of one cell. */
export const widthOf = ({ classes, head }: Plan): number => (head.form === 'set' ? classes + 1 + SIDES : BEFORE_CLASSES + classes);

/** Each query as DETR reads it: its likeliest class but “no object”. */
function ofSet(plan: Plan, row: Float32Array): Found[] {
  const width = widthOf(plan);
  const found: Found[] = [];
  for (let at = 0; at + width <= row.length; at += width) {
    const said = best(softmax(row.subarray(at, at + plan.classes + 1)).slice(0, plan.classes));
    const [x = 0, y = 0, w = 0, h = 0] = row.subarray(at + plan.classes + 1, at + width);
    found.push({ ...said, box: kept(cornersOf(x, y, w, h)) });
  }
  return bySureness(found);
}

/** Each cell: sure that there is something × its likeliest class; of those of a class that overlap the surest. */
function ofGrid(plan: Plan, { rows, columns, overlap }: Extract<Plan['head'], { form: 'grid' }>, row: Float32Array): Found[] {
  const width = widthOf(plan);
  const found = Array.from({ length: rows * columns }, (_, cell): Found => {
    const numbers = row.subarray(cell * width, (cell + 1) * width);
    const [here = 0, x = 0, y = 0, w = 0, h = 0] = Array.from(numbers.subarray(0, BEFORE_CLASSES), sigmoid);
    const said = best(softmax(numbers.subarray(BEFORE_CLASSES)));
    const box = cornersOf(((cell % columns) + x) / columns, (Math.floor(cell / columns) + y) / rows, w, h);
    return { class: said.class, score: here * said.score, box: kept(box) };
  });
  const places = nonMaximumSuppressionByClass(
    found.map(({ box }) => box),
    found.map(({ score }) => score),
    found.map((one) => one.class),
    { overlap, score: LEAST, most: MOST },
  );
  return places.flatMap((at) => found[at] ?? []);
}

/**
 * What one row of the output says, the surest first, at most 100.
 *
 * @param row of a set [queries, classes + 1 logits, then middle and size]; of a grid [rows, columns, 5 + classes logits]
 */
export function foundBoxes(plan: Plan, row: Float32Array): Found[] {
  return plan.head.form === 'set' ? ofSet(plan, row) : ofGrid(plan, plan.head, row);
}
