import type * as tf from '@tensorflow/tfjs';
import type { TargetPlanOf, TargetStateOf } from '../../../shared/graph/feed';
import type { Evaluation } from '../../../shared/run';
import type { EncodedBatch } from '../../data/dataset';
import { type FoundBox, precisionAtRecalls, type TrueBox } from '../metrics/average-precision';
import { boxOverlap } from '../metrics/box-overlap';
import { boxesOfSplit } from '../targets/boxes';

/** Overlap from which a box is right: Pascal's. */
const RIGHT = 0.5;
/** Boxes that are less sure are not said: as where predictions are shown. */
const SURE = 0.5;
/** Samples that went worst. */
const MOST_SAMPLES = 24;

type Report = NonNullable<Evaluation['boxes']>;

/** What a picture's boxes came to at the threshold that predictions are shown at. */
function judged(truth: readonly TrueBox[], found: readonly FoundBox[]): { readonly missed: number; readonly wrong: number } {
  const sure = found.filter(({ score }) => score >= SURE).sort((a, b) => b.score - a.score);
  const free = new Set(truth);
  let wrong = 0;
  for (const one of sure) {
    let [best, most] = [null as TrueBox | null, RIGHT];
    for (const box of free) {
      const common = box.class === one.class ? boxOverlap(box.box, one.box) : 0;
      if (common >= most) [best, most] = [box, common];
    }
    if (best) free.delete(best);
    else wrong++;
  }
  return { missed: free.size, wrong };
}

/** Gathers the boxes of a split, batch after batch, for people: each label's precision and recall, and the worst samples. */
export class BoxReport {
  readonly #plan: TargetPlanOf<'boxes'>;
  readonly #labels: readonly string[];
  readonly #truth: TrueBox[] = [];
  readonly #found: FoundBox[] = [];
  readonly #worst: Report['worst'][number][] = [];
  #images = 0;

  constructor(plan: TargetPlanOf<'boxes'>, state: TargetStateOf<'boxes'>) {
    this.#plan = plan;
    this.#labels = state.labels;
  }

  add(indices: Uint32Array, { targets }: EncodedBatch, output: tf.Tensor): void {
    const expected = targets[this.#plan.node]?.data;
    if (!expected) return;
    const { truth, found } = boxesOfSplit(this.#plan, { samples: indices.length, expected, given: output.dataSync<'float32'>() });
    for (const [image, index] of indices.entries()) {
      const own = (box: TrueBox): boolean => box.image === image;
      const boxes = truth.filter(own);
      this.#worst.push({ index, boxes: boxes.length, ...judged(boxes, found.filter(own)) });
    }
    const moved = <T extends TrueBox>(box: T): T => ({ ...box, image: box.image + this.#images });
    this.#truth.push(...truth.map(moved));
    this.#found.push(...found.map(moved));
    this.#images += indices.length;
  }

  report(): Report {
    return {
      labels: this.#labels.map((label, at) => {
        const own = (box: TrueBox): boolean => box.class === at;
        const truth = this.#truth.filter(own);
        const { average, precisions } = precisionAtRecalls(truth, this.#found.filter(own), RIGHT);
        return { label, boxes: truth.length, average_precision: truth.length > 0 ? average : null, precisions };
      }),
      worst: this.#worst
        .filter(({ missed, wrong }) => missed + wrong > 0)
        .sort((a, b) => b.missed + b.wrong - (a.missed + a.wrong))
        .slice(0, MOST_SAMPLES),
    };
  }
}
