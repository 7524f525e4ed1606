import { isObject } from '../migrate';

/** What the one target of data was called after, before data could have several: its column, or `class`. */
export function targetName(data: Readonly<Record<string, unknown>>): string {
  const { read } = data;
  if (!isObject(read)) return 'class';
  const column = read.reader === 'text' ? read.label : read.reader === 'table' ? read.target : null;
  if (typeof column !== 'string') return 'class';
  // Keys that no project may hold: `partName` of that version.
  return /^(__proto__|constructor|prototype)$/.test(column) ? `${column} (column)` : column;
}

/** The data of a project or a run whose facts knew one input and one target, lifted: they get the names that readers give them. */
export function nameParts(data: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { facts } = data;
  if (!isObject(facts)) return { ...data };
  const { input, target, ...rest } = facts;
  const inputs = isObject(input) ? { [String(input.kind)]: input } : {};
  const targets = isObject(target) ? { [targetName(data)]: target } : {};
  return { ...data, facts: { ...rest, inputs, targets } };
}
