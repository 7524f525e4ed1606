const wordsOf = (cell: string): string[] => cell.split(/\s+/).filter((word) => word !== '');

/** More different tags are words. */
const MOST_TAGS = 100;

/** Whether cells hold a tag for each word of the texts of the same rows. Rows with an empty cell on either side say nothing. */
export function looksTagged(cells: readonly string[], texts: readonly string[]): boolean {
  const rows = cells.flatMap((cell, row) => {
    const [tags, told] = [wordsOf(cell), wordsOf(texts[row] ?? '')];
    return tags.length > 0 && told.length > 0 ? [{ tags, told }] : [];
  });
  if (rows.length === 0 || !rows.every(({ tags, told }) => tags.length === told.length)) return false;
  const all = rows.flatMap(({ tags }) => tags);
  const different = new Set(all).size;
  const words = new Set(rows.flatMap(({ told }) => told)).size;
  // Translations of few words may be as long as one another; but they have about as many different words.
  return all.length > rows.length && different <= MOST_TAGS && different <= all.length / 4 && different <= words / 2;
}
