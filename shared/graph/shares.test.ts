import { describe, expect, it } from 'vitest';
import { kerasTopology } from '../codegen/keras-topology';
import { planModel } from '../codegen/plan';
import { NODES } from '../nodes/registry.gen';
import type { Graph } from './document';
import { inferGraph } from './infer';

const node = (kind: string, params = {}) => ({ kind, title: null, params });
const wire = (from: string, port: string, to: string, into: string) => ({ from: { node: from, port }, to: { node: to, port: into } });

/** Two columns of numbers through one Dense layer, joined. `right` names what the second layer is set to. */
const graphOf = (right: object, more: Graph['nodes'] = {}): Graph => ({
  nodes: {
    table: node('TableInput'),
    left: node('Dense', { units: 5, activation: 'tanh' }),
    right: node('Dense', right),
    before: node('Dropout'),
    sum: node('Add'),
    out: node('Regression'),
    ...more,
  },
  wires: [
    wire('table', 'row', 'left', 'input'),
    wire('table', 'row', 'before', 'input'),
    wire('before', 'output', 'right', 'input'),
    wire('left', 'output', 'sum', 'inputs'),
    wire('right', 'output', 'sum', 'inputs'),
    wire('sum', 'output', 'out', 'input'),
  ].map((w) => (w.from.node === 'table' ? { ...w, from: { node: 'table', port: NODES.TableInput?.outputs[0]?.name ?? '' } } : w)),
});
const FACTS = {
  samples: 9,
  inputs: { table: { kind: 'table', columns: ['a', 'b', 'c'] } },
  targets: { y: { kind: 'value', column: 'y' } },
} as const;
const facts = FACTS as unknown as Parameters<typeof inferGraph>[2];
const errors = (graph: Graph) => inferGraph(graph, NODES, facts).problems.filter((p) => p.severity === 'error');

describe('a node that uses the weights of another', () => {
  const shared = graphOf({ units: 99, shares_weights_with: 'left' });

  it('is set as the other is, and counts no weights', () => {
    expect(errors(shared)).toEqual([]);
    const report = inferGraph(shared, NODES, facts);
    expect(report.nodes.right?.outputs.output?.shape).toEqual(['batch', 5]);
    expect(report.nodes.right?.parameters).toBe(0);
    expect(report.parameters).toBe(3 * 5 + 5 + 5 + 1);
  });

  it('is another call of the same layer', () => {
    const planned = planModel(shared, NODES, facts);
    if (!planned.ok) throw new Error(planned.problems[0]?.message);
    const { layers } = kerasTopology(planned.plan, [{ layer: 'out', output: 0 }]).config as {
      layers: { name: string; inbound_nodes: unknown[] }[];
    };
    expect(layers.map(({ name }) => name)).not.toContain('right');
    expect(layers.find(({ name }) => name === 'left')?.inbound_nodes).toHaveLength(2);
  });

  it('is refused where there is nothing to share, with a mend', () => {
    for (const other of ['right', 'gone', 'sum']) {
      const [problem] = errors(graphOf({ units: 5, shares_weights_with: other }));
      expect(problem?.node).toBe('right');
      expect(problem?.fix?.title).toBe('Give it weights of its own');
    }
  });

  it('is refused where what comes in needs other weights', () => {
    const wide = node('Dense', { units: 4 });
    const graph = graphOf({ shares_weights_with: 'left' }, { wide });
    const wires = graph.wires.flatMap((w) =>
      w.to.node === 'right' ? [{ ...w, to: { node: 'wide', port: 'input' } }, wire('wide', 'output', 'right', 'input')] : [w],
    );
    expect(errors({ ...graph, wires })[0]?.message).toContain('do not fit');
  });
});
