import type { Dim } from './spec';

// Sizes known only with the data, worked out with as far as they are known: `words−2`, `2·words`, `⌈(words−2)/2⌉`. Equal
// names are equal sizes, so that what cannot be added is refused before anything is built.

const isSum = (name: string): boolean => /[^⌈⌉()]*[+−]/.test(name.replace(/⌈.*⌉|\(.*\)/g, ''));
const operand = (name: string): string => (isSum(name) ? `(${name})` : name);

/** dim + by. */
export function shifted(dim: Dim, by: number): Dim {
  if (typeof dim === 'number') return dim + by;
  const before = /^(.*)([+−])(\d+)$/.exec(dim);
  const [, base = dim, sign = '+', amount = '0'] = before ?? [];
  const sum = (sign === '+' ? Number(amount) : -Number(amount)) + by;
  if (sum === 0) return base;
  return `${base}${sum < 0 ? '−' : '+'}${Math.abs(sum)}`;
}

/** dim · by. */
export function scaled(dim: Dim, by: number): Dim {
  if (typeof dim === 'number') return dim * by;
  if (by === 1) return dim;
  const before = /^(\d+)·(.*)$/.exec(dim);
  return before && !isSum(dim) ? `${Number(before[1]) * by}·${before[2]}` : `${by}·${operand(dim)}`;
}

/** dim / by, rounded up. */
export function shared(dim: Dim, by: number): Dim {
  if (typeof dim === 'number') return Math.ceil(dim / by);
  return by === 1 ? dim : `⌈${operand(dim)}/${by}⌉`;
}

/** The number that a size stands for, once the lengths of the data are known. `lengthOf` is asked for each name in it. */
export function sizeNamed(dim: Dim, lengthOf: (name: string) => number): number {
  if (typeof dim === 'number') return dim;
  const tokens = dim.match(/[⌈⌉()/·+−]|\d+(?!\w)|[^⌈⌉()/·+−]+/g) ?? [];
  let at = 0;
  const take = (): string => tokens[at++] ?? '';
  const sum = (): number => {
    let value = factor();
    while (tokens[at] === '+' || tokens[at] === '−') value += (take() === '+' ? 1 : -1) * factor();
    return value;
  };
  const factor = (): number => {
    const token = take();
    if (token === '(' || token === '⌈') {
      const inner = sum();
      const part = token === '⌈' && take() === '/' ? Math.ceil(inner / factor()) : inner;
      take();
      return part;
    }
    const value = /^\d+$/.test(token) ? Number(token) : lengthOf(token);
    if (tokens[at] !== '·') return value;
    take();
    return value * factor();
  };
  return sum();
}
