/**
 * How well an entry of a search list answers what was typed: 0 leaves it out, more comes first.
 * The title (the first of the words) goes before every other word, so that Enter after a node's name adds that node
 * and not one that merely lists the name among its keywords.
 */
export function rank(_value: string, search: string, words: readonly string[] = []): number {
  const wanted = search.trim().toLowerCase();
  if (wanted === '') return 1;
  const [title = '', ...others] = words.map((word) => word.toLowerCase());
  if (title === wanted) return 1;
  if (title.startsWith(wanted)) return 0.9;
  if (title.includes(wanted)) return 0.8;
  if (others.includes(wanted)) return 0.7;
  if (others.some((word) => word.startsWith(wanted))) return 0.6;
  if (others.some((word) => word.includes(wanted))) return 0.5;
  const parts = wanted.split(/\s+/);
  const holds = (text: string): boolean => parts.every((word) => text.includes(word));
  if (holds(title)) return 0.4;
  return holds([title, ...others].join(' ')) ? 0.3 : 0;
}
