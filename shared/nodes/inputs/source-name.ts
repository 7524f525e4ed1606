/** `left: `, before the rest of a node's summary: the part of the data that it was told to read. */
export function sourceName(source: string | null): string {
  return source === null ? '' : `${source}: `;
}
