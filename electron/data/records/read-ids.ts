/** Larger ids would need a table of more rows than any memory holds. */
const LARGEST_ID = 100_000_000;

/** The whole numbers in a cell: with spaces between, or a JSON list. Null where it holds anything else; empty where nothing. */
export function readIds(cell: string): Int32Array | null {
  const text = cell.trim();
  const isList = text.startsWith('[') && text.endsWith(']');
  const inside = isList ? text.slice(1, -1).trim() : text;
  if (inside === '') return new Int32Array();
  const ids: number[] = [];
  for (const word of inside.split(isList ? /\s*,\s*/ : /\s+/)) {
    if (!/^\d{1,9}$/.test(word)) return null;
    const id = Number(word);
    if (id > LARGEST_ID) return null;
    ids.push(id);
  }
  return Int32Array.from(ids);
}
