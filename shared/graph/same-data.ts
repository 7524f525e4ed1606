/**
 * Whether two pieces of plain data are the same to the last bit: also the order of fields, because what is said of a node
 * may depend on it. Fast where they share parts, as documents do that were edited.
 */
export function sameData(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((value, i) => sameData(value, b[i]));
  }
  const [fields, others] = [Object.entries(a), Object.entries(b)];
  return fields.length === others.length && fields.every(([name, value], i) => name === others[i]?.[0] && sameData(value, others[i]?.[1]));
}
