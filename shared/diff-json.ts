import type { Json, JsonObject } from './json';

/** One place where two values differ. Absent: the place is not there on that side. */
export interface JsonChange {
  /** Names of the fields on the way, outermost first. */
  readonly path: readonly string[];
  readonly before?: Json;
  readonly after?: Json;
}

/** Fields that tell what kind of thing an object is: where they differ, the other fields mean something else. */
const KINDS = ['name', 'kind', 'reader'] as const;

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether two values are the same, whatever the order of their fields. */
export function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((value, i) => sameJson(value, b[i]));
  if (!isObject(a) || !isObject(b)) return false;
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => Object.hasOwn(b, name) && sameJson(a[name], b[name]));
}

function isOtherKind(a: JsonObject, b: JsonObject): boolean {
  return KINDS.some((field) => typeof a[field] === 'string' && typeof b[field] === 'string' && a[field] !== b[field]);
}

/**
 * Where two values differ, field by field, in the order of the fields' names. A list is one value, and so is an object
 * that became another kind of thing: `adam` against `sgd`, not the momentum that one has and the other has not.
 */
export function diffJson(before: Json | undefined, after: Json | undefined, path: readonly string[] = []): readonly JsonChange[] {
  if (sameJson(before, after)) return [];
  if (isObject(before) && isObject(after) && !isOtherKind(before, after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
    return names.flatMap((name) =>
      diffJson(Object.hasOwn(before, name) ? before[name] : undefined, Object.hasOwn(after, name) ? after[name] : undefined, [
        ...path,
        name,
      ]),
    );
  }
  return [{ path, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }];
}
