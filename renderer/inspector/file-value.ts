import { type FileValue, file } from '../../shared/graph/params';
import type { Json } from '../../shared/json';

const whole = file({ read: 'model', accepts: [], doc: '' });

/** A file parameter as it stands in the project; null: none, or something that is no file. */
export function readFileValue(value: Json): FileValue | null {
  const read = whole.parse(value);
  if (read.ok) return read.value;
  // Something in it is not as it should be: the path is shown all the same.
  if (typeof value !== 'object' || value === null || !('path' in value) || typeof value.path !== 'string') return null;
  const facts = typeof value.facts === 'object' && value.facts !== null ? Object.entries(value.facts) : [];
  return { path: value.path, facts: Object.fromEntries(facts.filter((fact): fact is [string, number] => typeof fact[1] === 'number')) };
}

/** A path as it will stand in the project's file: from its folder where it lies below, else whole. */
export function fromProject(path: string, projectFile: string | null): string {
  const folder = projectFile?.replace(/[^\\/]*$/, '');
  return folder && path.startsWith(folder) ? path.slice(folder.length) : path;
}
