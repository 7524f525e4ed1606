/** `, of “left”`: what a node's summary says of the part of the data that it was told to read. */
export function sourceName(source: string | null): string {
  return source === null ? '' : `, of “${source}”`;
}
