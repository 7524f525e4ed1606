/** A cell off the diagonal: what was taken for what, how often. */
export interface Mistake {
  readonly actual: number;
  readonly predicted: number;
  readonly count: number;
}

/** The most frequent mistakes first. */
export function mistakesOf(confusion: readonly (readonly number[])[], limit: number): Mistake[] {
  const found: Mistake[] = [];
  confusion.forEach((row, actual) => {
    row.forEach((count, predicted) => {
      if (count > 0 && actual !== predicted) found.push({ actual, predicted, count });
    });
  });
  return found.sort((a, b) => b.count - a.count || a.actual - b.actual || a.predicted - b.predicted).slice(0, limit);
}

/** Each cell as a part of its row: of the samples that truly are of the class. */
export function partsOfRows(confusion: readonly (readonly number[])[]): number[][] {
  return confusion.map((row) => {
    const sum = row.reduce((a, b) => a + b, 0);
    return row.map((count) => (sum > 0 ? count / sum : 0));
  });
}

/** Share of all samples that lie on the diagonal. */
export function accuracyOf(confusion: readonly (readonly number[])[]): number {
  let right = 0;
  let all = 0;
  confusion.forEach((row, actual) => {
    row.forEach((count, predicted) => {
      all += count;
      if (actual === predicted) right += count;
    });
  });
  return all > 0 ? right / all : Number.NaN;
}

/** Which cell an arrow key leads to. */
export function moveInMatrix(
  cell: { readonly row: number; readonly column: number },
  key: string,
  size: number,
): { row: number; column: number } | null {
  const clamp = (value: number) => Math.min(size - 1, Math.max(0, value));
  switch (key) {
    case 'ArrowUp':
      return { row: clamp(cell.row - 1), column: cell.column };
    case 'ArrowDown':
      return { row: clamp(cell.row + 1), column: cell.column };
    case 'ArrowLeft':
      return { row: cell.row, column: clamp(cell.column - 1) };
    case 'ArrowRight':
      return { row: cell.row, column: clamp(cell.column + 1) };
    case 'Home':
      return { row: cell.row, column: 0 };
    case 'End':
      return { row: cell.row, column: size - 1 };
    default:
      return null;
  }
}
