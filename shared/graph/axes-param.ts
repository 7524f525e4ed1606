import type { Common, Param } from './params';

const MOST = 5;

const isAxis = (n: unknown): n is number => typeof n === 'number' && Number.isInteger(n) && n !== 0 && Math.abs(n) <= MOST;

/** Axes of a value as Keras counts them: 0 is the batch, which none of them is, and -1 the last. A single number stands for a list of it. */
export function axes(o: Common & { default: readonly number[] }): Param<readonly number[]> {
  return {
    widget: { type: 'dims' },
    default: o.default,
    doc: o.doc,
    advanced: o.advanced ?? false,
    parse: (v) => {
      const list: unknown[] = Array.isArray(v) ? v : [v];
      const fits = list.length >= 1 && list.length <= MOST && list.every(isAxis) && new Set(list).size === list.length;
      return fits ? { ok: true, value: list.map(Number) } : { ok: false, expected: 'axes from 1 on, or from -1 back, each once: 1, -1' };
    },
  };
}

/** The axes counted from the front, in their order; null: one is not there, or said twice. */
export function axesOf(rank: number, given: readonly number[]): readonly number[] | null {
  const front = given.map((axis) => (axis < 0 ? rank + axis : axis)).sort((a, b) => a - b);
  const there = front.every((axis, i) => axis >= 1 && axis < rank && axis !== front[i - 1]);
  return there ? front : null;
}
