import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../json';
import { NODES } from '../nodes/registry.gen';
import { graphOf } from './graph-of.test-data';
import { inferGraph } from './infer';
import { readParams } from './read-params';

/** What nodes learn before the first step is not trained, and so never frozen. */
const withWeights = Object.values(NODES).filter((definition) => definition.weights && !definition.adapt);

/** A perceptron on four columns. */
function perceptron(hidden: JsonObject, classes: JsonObject) {
  const graph = graphOf(
    { table: 'TableInput', dense: ['Dense', { units: 3, ...hidden }], out: ['Classification', { classes: 2, ...classes }] },
    ['table.columns > dense.input', 'dense.output > out.input'],
  );
  const facts = { samples: 9, inputs: { table: { kind: 'table' as const, columns: ['a', 'b', 'c', 'd'] } }, targets: {} };
  return inferGraph(graph, NODES, facts);
}

describe('nodes that can be frozen', () => {
  it.each(withWeights.map((definition) => ({ kind: definition.kind, definition })))(
    '$kind is trained unless it says otherwise',
    ({ definition }) => {
      expect(definition.params.trainable).toMatchObject({ default: true, advanced: true });
      expect(readParams(definition, {})).toMatchObject({ ok: true, params: { trainable: true } });
    },
  );

  it('are those with weights alone', () => {
    const others = Object.values(NODES).filter((definition) => !withWeights.includes(definition));
    expect(others.length).toBeGreaterThan(0);
    for (const definition of others) expect(definition.params.trainable).toBeUndefined();
  });

  it('say so in their line', () => {
    const read = NODES.Dense && readParams(NODES.Dense, { units: 3, trainable: false });
    if (!read?.ok) throw new Error('the parameters are valid');
    expect(NODES.Dense?.summary(read.params, { id: 'dense', facts: null })).toMatch(/^3 units.*, frozen$/);
  });

  it('count as parameters, not as trained ones', () => {
    const report = perceptron({ trainable: false }, {});
    expect(report.problems).toEqual([]);
    expect(report.parameters).toBe(4 * 3 + 3 + 3 * 2 + 2);
    expect(report.trainable).toBe(3 * 2 + 2);
    expect(report.nodes.dense?.weights.map(({ trainable }) => trainable)).toEqual([false, false]);
  });

  it('can be all of a graph, of which nothing is trained then', () => {
    expect(perceptron({ trainable: false }, { trainable: false }).trainable).toBe(0);
  });
});
