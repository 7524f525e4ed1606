import type { FileValue } from '../../shared/graph/params';
import type { Json } from '../../shared/json';

/** A file parameter as it stands in the project; null: none, or something that is no file. */
export function readFileValue(value: Json): FileValue | null {
  if (typeof value === 'string' && value !== '') return { path: value, facts: {} };
  if (typeof value !== 'object' || value === null || !('path' in value) || typeof value.path !== 'string') return null;
  const facts = typeof value.facts === 'object' && value.facts !== null ? Object.entries(value.facts) : [];
  return { path: value.path, facts: Object.fromEntries(facts.filter((fact): fact is [string, number] => typeof fact[1] === 'number')) };
}

/** A path as it will stand in the project's file: from its folder where it lies below, else whole. */
export function fromProject(path: string, projectFile: string | null): string {
  const folder = projectFile?.replace(/[^\\/]*$/, '');
  return folder && path.startsWith(folder) ? path.slice(folder.length) : path;
}
