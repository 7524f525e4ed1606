import type { z } from 'zod';
import type { classesTarget } from './classes';

type ClassesLoss = z.infer<typeof classesTarget.plan>['loss'];

/** Whether an output is one sigmoid: the probability of the second of two classes. */
export const isBinary = (loss: ClassesLoss): boolean => loss === 'binary_crossentropy' || loss === 'binary_focal_crossentropy';

/** One probability a class out of an output's row. */
export function probabilitiesOf(loss: ClassesLoss, row: ArrayLike<number>): number[] {
  const [yes = 0] = Array.from(row);
  return isBinary(loss) ? [1 - yes, yes] : Array.from(row);
}
