import type { EncodedTensor } from '../data/dataset';
import type { TrainedModel } from './trained-model';

/** Numbers that an export gave for the held-out samples, one tensor an output. */
export interface Outputs {
  readonly shape: readonly number[];
  readonly data: ArrayLike<number>;
}

/**
 * The largest difference and how often the best class is the same, over the samples that were received. A shape
 * that differs is an error of ours.
 */
export function compareOutputs(model: TrainedModel, received: readonly Outputs[]): { maxDifference: number; top1Agreement: number | null } {
  let maxDifference = 0;
  let same = 0;
  let classified = 0;
  model.heldOut.predictions.forEach((expected, at) => {
    const got = received[at];
    if (!got || got.shape.slice(1).join() !== expected.shape.slice(1).join() || got.data.length > expected.data.length) {
      throw new Error(`output ${at} of the export has the shape [${got?.shape.join() ?? 'none'}], the model's [${expected.shape.join()}]`);
    }
    for (let i = 0; i < got.data.length; i += 1) {
      const difference = Math.abs((expected.data[i] ?? 0) - (got.data[i] ?? 0));
      if (Number.isNaN(difference)) throw new Error(`output ${at} of the export holds a value that is not a number`);
      if (difference > maxDifference) maxDifference = difference;
    }
    if (model.plan.targets[at]?.plan.kind === 'classes') {
      const width = expected.shape.at(-1) ?? 1;
      for (let row = 0; row < got.data.length; row += width) {
        classified += 1;
        if (best(expected.data, row, width) === best(got.data, row, width)) same += 1;
      }
    }
  });
  return { maxDifference, top1Agreement: classified > 0 ? same / classified : null };
}

function best(data: EncodedTensor['data'] | ArrayLike<number>, start: number, width: number): number {
  // One sigmoid: which side of one half.
  if (width === 1) return (data[start] ?? 0) >= 0.5 ? 1 : 0;
  let top = start;
  for (let i = start; i < start + width; i += 1) if ((data[i] ?? 0) > (data[top] ?? 0)) top = i;
  return top - start;
}
