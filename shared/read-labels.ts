/** The labels in a cell: with `|` or `;` between, or a JSON list; each once. An empty cell has none. */
export function readLabels(cell: string): string[] {
  const found = listed(cell.trim()) ?? cell.split(/[|;]/);
  return [...new Set(found.map((label) => label.trim()).filter((label) => label !== ''))];
}

function listed(cell: string): string[] | null {
  if (!cell.startsWith('[') || !cell.endsWith(']')) return null;
  try {
    const value: unknown = JSON.parse(cell);
    return Array.isArray(value) ? value.map(String) : null;
  } catch {
    return null;
  }
}
