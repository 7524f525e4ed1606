/** A size as records write it: a number over one axis, a list over several. */
export const same = (axes: 1 | 2 | 3, size: number): number | readonly number[] =>
  axes === 1 ? size : Array.from({ length: axes }, () => size);
