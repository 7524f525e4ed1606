import { StudioError } from '../../../shared/studio-error';

/** Numbers in a row; typed arrays are meant, a list will do. */
export type Numbers = ArrayLike<number>;

const advice =
  'A number that is none mostly comes from a learning rate that is too large, or from gaps in the data. Lower the rate, or fill the gaps.';

/** Throws a `StudioError` where a score is NaN: it has no place in an order. Infinite scores are well (a class ruled out). */
export function refuseNaN(values: Numbers, what: string): void {
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) {
      throw new StudioError(`A metric cannot be computed: ${what} ${i + 1} of ${values.length} is not a number.`, {
        expected: 'numbers',
        received: 'NaN',
        advice,
      });
    }
  }
}

/** Throws a `StudioError` where a value is NaN or infinite: no difference to it can be told. */
export function refuseInfinite(values: Numbers, what: string): void {
  refuseNaN(values, what);
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) {
      throw new StudioError(`A metric cannot be computed: ${what} ${i + 1} of ${values.length} is infinite.`, {
        expected: 'finite numbers',
        received: String(values[i]),
        advice,
      });
    }
  }
}

/** Throws where two lists that belong together differ in length: a bug of whoever asks. */
export function sameLength(a: ArrayLike<unknown>, b: ArrayLike<unknown>, what: string): void {
  if (a.length !== b.length) throw new Error(`${what}: ${a.length} and ${b.length} do not belong together`);
}

/** Rows of a table that lies flat in memory. Throws where it does not come out even. */
export function rowsOf(values: Numbers, width: number, what: string): number {
  if (!Number.isInteger(width) || width < 1) throw new Error(`${what}: a row of ${width} is none`);
  if (values.length % width !== 0) throw new Error(`${what}: ${values.length} numbers are no rows of ${width}`);
  return values.length / width;
}

/** Throws where a label is not one of 0 … classes − 1. */
export function refuseOtherLabels(labels: Numbers, classes: number, what: string): void {
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i];
    if (label === undefined || !Number.isInteger(label) || label < 0 || label >= classes) {
      throw new Error(`${what}: label ${i} is ${label}, not one of 0 to ${classes - 1}`);
    }
  }
}

/** Indices from the greatest score to the least; equal ones keep their order. */
export function descending(scores: Numbers): number[] {
  // `b − a` would be NaN for two infinite scores.
  return Array.from({ length: scores.length }, (_, i) => i).sort((i, j) => {
    const [a, b] = [scores[i] ?? Number.NaN, scores[j] ?? Number.NaN];
    return a > b ? -1 : a < b ? 1 : 0;
  });
}
