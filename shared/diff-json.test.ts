import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffJson, type JsonChange, sameJson } from './diff-json';
import type { Json, JsonObject } from './json';

const json = fc.jsonValue() as fc.Arbitrary<Json>;
/** Values that share their fields' names: most of what two runs hold is the same. */
const settings: fc.Arbitrary<JsonObject> = fc.letrec<{ leaf: Json; object: JsonObject }>((tie) => ({
  leaf: fc.oneof(fc.constantFrom<Json>(null, true, 0, 1, 'a', 'b', [1], [1, 2]), tie('object')),
  object: fc.dictionary(fc.constantFrom('epochs', 'name', 'rate', 'data', '__proto__', 'toString'), tie('leaf'), { maxKeys: 4 }),
})).object;

/** What the changes make of `before`. */
function applied(before: Json, changes: readonly JsonChange[]): Json {
  const copy = structuredClone(before);
  for (const change of changes) {
    const [last] = change.path.slice(-1);
    if (last === undefined) return change.after ?? null;
    let at = copy as Record<string, Json>;
    for (const name of change.path.slice(0, -1)) at = at[name] as Record<string, Json>;
    if (change.after === undefined) delete at[last];
    else Object.defineProperty(at, last, { value: change.after, enumerable: true, configurable: true, writable: true });
  }
  return copy;
}

describe('the difference of two values', () => {
  it('is nothing between equal ones, whatever the order of their fields', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(diffJson(value, structuredClone(value))).toEqual([]);
      }),
    );
    expect(diffJson({ a: 1, b: { c: 2, d: 3 } }, { b: { d: 3, c: 2 }, a: 1 })).toEqual([]);
  });

  it('makes the one of the other', () => {
    fc.assert(
      fc.property(settings, settings, (a, b) => {
        expect(sameJson(applied(a, diffJson(a, b)), b)).toBe(true);
      }),
    );
  });

  it('is the same seen from the other side', () => {
    const turn = ({ path, ...values }: JsonChange) => ({
      path,
      ...('after' in values ? { before: values.after } : {}),
      ...('before' in values ? { after: values.before } : {}),
    });
    fc.assert(
      fc.property(settings, settings, (a, b) => {
        expect(diffJson(b, a)).toEqual(diffJson(a, b).map(turn));
      }),
    );
  });

  it('names each field with both its values', () => {
    const before = { epochs: 8, schedule: { name: 'cosine', final: 0.1 }, clip_norm: null };
    const after = { epochs: 4, schedule: { name: 'cosine', final: 0.2 }, clip_norm: null, xla: true };
    expect(diffJson(before, after)).toEqual([
      { path: ['epochs'], before: 8, after: 4 },
      { path: ['schedule', 'final'], before: 0.1, after: 0.2 },
      { path: ['xla'], after: true },
    ]);
  });

  it('takes another kind of thing as one change', () => {
    const adam = { name: 'adam', beta_1: 0.9 };
    const sgd = { name: 'sgd', momentum: 0, nesterov: false };
    expect(diffJson({ optimizer: adam }, { optimizer: sgd })).toEqual([{ path: ['optimizer'], before: adam, after: sgd }]);
  });
});
