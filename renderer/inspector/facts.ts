import type { Dim } from '../../shared/graph/spec';

/** `batch × 49 × 64` */
export function shapeInFull(shape: readonly Dim[]): string {
  return shape.join(' × ');
}

/** `1.11 M`: three figures. */
export function countInWords(count: number): string {
  if (count < 10_000) return count.toLocaleString('en');
  const unit = Math.min(4, Math.floor(Math.log10(count) / 3));
  return `${(count / 1000 ** unit).toPrecision(3)} ${['', 'k', 'M', 'G', 'T'][unit]}`;
}

/** `2.3 MB` */
export function bytesInWords(bytes: number): string {
  if (bytes < 1000) return `${Math.round(bytes)} B`;
  const unit = Math.min(4, Math.floor(Math.log10(bytes) / 3));
  return `${Number((bytes / 1000 ** unit).toPrecision(2))} ${['B', 'kB', 'MB', 'GB', 'TB'][unit]}`;
}

const PROJECTIONS: Record<string, string> = {
  'query/kernel': 'W_Q',
  'key/kernel': 'W_K',
  'value/kernel': 'W_V',
  'attention_output/kernel': 'W_O',
  'output/kernel': 'W_O',
  'query/bias': 'b_Q',
  'key/bias': 'b_K',
  'value/bias': 'b_V',
  'attention_output/bias': 'b_O',
  'output/bias': 'b_O',
};

/** A weight as papers write it, where they do. */
export function weightName(name: string): string {
  return PROJECTIONS[name] ?? name;
}

/** Rows with the same value next to each other become one: `query, key, value`. */
export function sameShapes(rows: readonly (readonly [string, string])[]): [string, string][] {
  const joined: [string, string][] = [];
  for (const [name, value] of rows) {
    const last = joined.find(([, known]) => known === value);
    if (last) last[0] = `${last[0]}, ${name}`;
    else joined.push([name, value]);
  }
  return joined;
}
