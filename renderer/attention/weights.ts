import type { AttentionMapData, Positions } from '../../shared/run';

/** One head, or the mean of all. */
export type HeadChoice = number | 'mean';

/** How many places stand before those of the picture. */
export const leadingOf = (positions: Positions): number => (positions.kind === 'grid' ? (positions.leading?.length ?? 0) : 0);

/** How many places a position list has. */
export function countOf(positions: Positions): number {
  switch (positions.kind) {
    case 'grid':
      return positions.rows * positions.cols + leadingOf(positions);
    case 'labels':
      return positions.labels.length;
    case 'plain':
      return positions.count;
  }
}

/** What a place is called: its word, its column, `row 2, column 5`, or its number. */
export function placeName(positions: Positions, index: number): string {
  switch (positions.kind) {
    case 'grid': {
      const place = index - leadingOf(positions);
      if (place < 0) return positions.leading?.[index] ?? String(index + 1);
      return `row ${Math.floor(place / positions.cols) + 1}, column ${(place % positions.cols) + 1}`;
    }
    case 'labels':
      return positions.labels[index] ?? String(index + 1);
    case 'plain':
      return String(index + 1);
  }
}

/** The scores [query][key] of a head, or of all heads on average. */
export function matrixOf(map: AttentionMapData, head: HeadChoice): readonly (readonly number[])[] {
  if (head !== 'mean') return map.scores[head] ?? [];
  const first = map.scores[0] ?? [];
  if (map.scores.length === 1) return first;
  return first.map((row, q) => row.map((_, k) => map.scores.reduce((sum, rows) => sum + (rows[q]?.[k] ?? 0), 0) / map.scores.length));
}

/**
 * How much each key place is looked at: by one query place, or on average by all of them. Sums to 1 for a matrix.
 *
 * @param query null: the mean over all query places
 */
export function keyWeights(matrix: readonly (readonly number[])[], query: number | null): number[] {
  if (query !== null) return [...(matrix[query] ?? [])];
  const width = matrix[0]?.length ?? 0;
  const sums = new Array<number>(width).fill(0);
  for (const row of matrix) for (let k = 0; k < width; k++) sums[k] = (sums[k] ?? 0) + (row[k] ?? 0) / matrix.length;
  return sums;
}

/** The head whose gaze is the most pointed: the one to show where there is room for one. 0 for maps without heads. */
export function sharpestHead(map: AttentionMapData): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  map.scores.forEach((matrix, head) => {
    const weights = keyWeights(matrix, null);
    const sum = weights.reduce((a, b) => a + b, 0) || 1;
    const entropy = weights.reduce((bits, w) => (w > 0 ? bits - (w / sum) * Math.log2(w / sum) : bits), 0);
    if (entropy < least - 1e-9) {
      least = entropy;
      best = head;
    }
  });
  return best;
}
