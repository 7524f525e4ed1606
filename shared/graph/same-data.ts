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
  const [names, others] = [Object.keys(a), Object.keys(b)];
  return (
    names.length === others.length && names.every((name, i) => name === others[i] && sameData(Reflect.get(a, name), Reflect.get(b, name)))
  );
}
