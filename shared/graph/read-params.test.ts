import { describe, expect, it } from 'vitest';
import { NODES } from '../nodes/registry.gen';
import { defaultsOf } from './params';
import { readParams } from './read-params';

describe('readParams', () => {
  const dense = NODES.Dense;
  if (!dense) throw new Error('no Dense');

  it.each([
    ['unit', 4],
    ['constructor', 1],
    ['__proto__', 2],
  ])('refuses a parameter “%s” that the node does not have', (name, value) => {
    const params = JSON.parse(`{"${name}": ${value}}`);
    const read = readParams(dense, params);
    expect(read.ok).toBe(false);
    if (!read.ok) expect(read.problem.message).toBe(`Dense has no parameter “${name}”.`);
  });

  it.each(Object.values(NODES).map((definition) => ({ kind: definition.kind, definition })))(
    '$kind takes its own defaults',
    ({ definition }) => {
      const read = readParams(definition, {});
      expect(read.ok && read.params).toEqual(defaultsOf(definition.params));
    },
  );
});
