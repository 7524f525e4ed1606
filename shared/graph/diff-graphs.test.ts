import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffGraphs, type GraphDiff } from './diff-graphs';
import { type Graph, type GraphNode, type NodeId, type Wire, wireKey } from './document';
import { graphOf } from './graph-of.test-data';

const node: fc.Arbitrary<GraphNode> = fc.record({
  kind: fc.constantFrom('Dense', 'Add', 'Conv2D'),
  title: fc.constantFrom(null, 'Mine'),
  params: fc.dictionary(fc.constantFrom('units', 'filters', 'activation'), fc.constantFrom(1, 2, 'relu'), { maxKeys: 2 }),
});
/** Few ids, so that two graphs share many. */
const graph: fc.Arbitrary<Graph> = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), node, { minKeys: 1 }).chain((nodes) => {
  const id = fc.constantFrom(...Object.keys(nodes));
  const end = (...ports: string[]) => fc.record({ node: id, port: fc.constantFrom(...ports) });
  return fc
    .uniqueArray(fc.record({ from: end('output', 'scores'), to: end('query', 'value') }), { selector: wireKey, maxLength: 8 })
    .map((wires) => ({ nodes, wires }));
});

function renamed(of: Graph, names: (id: NodeId) => NodeId): Graph {
  return {
    nodes: Object.fromEntries(Object.entries(of.nodes).map(([id, n]) => [names(id), n])),
    wires: of.wires.map(({ from, to }) => ({ from: { ...from, node: names(from.node) }, to: { ...to, node: names(to.node) } })),
  };
}

/** What the differences make of `before`. */
function applied(before: Graph, diff: GraphDiff): Graph {
  const gone = new Set(diff.removed.map((n) => n.id));
  const names = new Map(diff.changed.map((change) => [change.before, change.after]));
  const kept = Object.entries(before.nodes).filter(([id]) => !gone.has(id));
  const nodes = Object.fromEntries([
    ...kept.map(([id, old]): [NodeId, GraphNode] => {
      const change = diff.changed.find((c) => c.before === id);
      const params = { ...old.params };
      for (const { path, after } of change?.params ?? []) {
        if (after === undefined) delete params[path[0] ?? ''];
        else params[path[0] ?? ''] = after;
      }
      return [change?.after ?? id, { ...old, params, title: change?.title ? change.title.after : old.title }];
    }),
    ...diff.added.map((n): [NodeId, GraphNode] => [n.id, n.node]),
  ]);
  const isChanged = ({ to }: Wire) => diff.rewired.some((r) => r.before === to.node && r.port === to.port);
  const name = (id: NodeId) => names.get(id) ?? id;
  const wires = renamed({ nodes: {}, wires: before.wires.filter((w) => !isChanged(w)) }, name).wires;
  const drawn = diff.rewired.flatMap((r) => r.is.map((from) => ({ from, to: { node: r.after ?? '', port: r.port } })));
  return { nodes, wires: [...wires, ...drawn] };
}

/** The order of wires counts within a port only. */
function sorted({ nodes, wires }: Graph) {
  const ports = new Map<string, string[]>();
  for (const { from, to } of wires) {
    const port = `${to.node}.${to.port}`;
    ports.set(port, [...(ports.get(port) ?? []), `${from.node}.${from.port}`]);
  }
  return { nodes, wires: ports };
}

const NOTHING: GraphDiff = { added: [], removed: [], changed: [], rewired: [] };
const digits = graphOf({ image: 'ImageInput', conv: ['Conv2D', { filters: 8 }], out: ['Classification', {}] }, [
  'image.image > conv.input',
  'conv.output > out.input',
]);

describe('the difference of two graphs', () => {
  it('is nothing between equal ones, in whatever order they are written', () => {
    fc.assert(
      fc.property(graph, (g) => {
        const turned = { nodes: Object.fromEntries(Object.entries(g.nodes).reverse()), wires: g.wires };
        expect(diffGraphs(g, turned)).toEqual(NOTHING);
      }),
    );
  });

  it('makes the one of the other', () => {
    fc.assert(
      fc.property(graph, graph, (a, b) => {
        expect(sorted(applied(a, diffGraphs(a, b)))).toEqual(sorted(b));
      }),
      { numRuns: 400 },
    );
  });

  it('of a graph whose nodes were only renamed adds and removes nothing, and rewires nothing', () => {
    fc.assert(
      fc.property(graph, fc.func(fc.boolean()), (g, picks) => {
        const other = renamed(g, (id) => (picks(id) ? `${id}_2` : id));
        const diff = diffGraphs(g, other);
        expect({ ...diff, changed: [] }).toEqual(NOTHING);
        for (const change of diff.changed) expect(change.params).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  it('names a parameter with both its values', () => {
    const wider = { ...digits, nodes: { ...digits.nodes, conv: { kind: 'Conv2D', title: 'Edges', params: { filters: 16 } } } };
    expect(diffGraphs(digits, wider)).toEqual({
      ...NOTHING,
      changed: [
        {
          before: 'conv',
          after: 'conv',
          node: wider.nodes.conv,
          title: { before: null, after: 'Edges' },
          params: [{ path: ['filters'], before: 8, after: 16 }],
        },
      ],
    });
  });

  it('does not tell a default that is written down from one that is not', () => {
    const written = { ...digits, nodes: { ...digits.nodes, out: { kind: 'Classification', title: null, params: { dropout: 0 } } } };
    expect(diffGraphs(digits, written).changed).toHaveLength(1);
    expect(diffGraphs(digits, written, (n) => ({ ...(n.kind === 'Classification' ? { dropout: 0 } : {}), ...n.params }))).toEqual(NOTHING);
  });

  it('sees a node that was put between two others', () => {
    const longer = graphOf({ image: 'ImageInput', conv: ['Conv2D', { filters: 8 }], drop: 'Dropout', out: ['Classification', {}] }, [
      'image.image > conv.input',
      'conv.output > drop.input',
      'drop.output > out.input',
    ]);
    const diff = diffGraphs(digits, longer);
    expect(diff.added.map((n) => n.id)).toEqual(['drop']);
    expect(diff.changed).toEqual([]);
    expect(diff.rewired).toEqual([
      { before: 'out', after: 'out', port: 'input', was: [{ node: 'conv', port: 'output' }], is: [{ node: 'drop', port: 'output' }] },
      { before: null, after: 'drop', port: 'input', was: [], is: [{ node: 'conv', port: 'output' }] },
    ]);
  });

  it('takes a node of another kind under the same id for another node', () => {
    const other = { ...digits, nodes: { ...digits.nodes, conv: { kind: 'Dense', title: null, params: {} } } };
    const diff = diffGraphs(digits, other);
    expect([diff.removed.map((n) => n.node.kind), diff.added.map((n) => n.node.kind)]).toEqual([['Conv2D'], ['Dense']]);
  });

  it('keeps twins and what follows them together when all are renamed', () => {
    const twins = (a: string, b: string, c: string, d: string) =>
      graphOf({ x: 'TableInput', [a]: 'Dense', [b]: 'Dense', [c]: 'Dropout', [d]: 'Dropout', y: 'Add' }, [
        `x.columns > ${a}.input`,
        `x.columns > ${b}.input`,
        `${a}.output > ${c}.input`,
        `${b}.output > ${d}.input`,
      ]);
    const diff = diffGraphs(twins('p', 'q', 'r', 's'), twins('b', 'a', 'z', 'c'));
    expect({ ...diff, changed: [] }).toEqual(NOTHING);
    expect(diff.changed).toHaveLength(4);
  });

  it('of five hundred equal nodes in a row, all renamed, is found in the end', () => {
    const ids = Array.from({ length: 500 }, (_, i) => `n${i}`);
    const chain = (name: (id: string) => string) =>
      graphOf(
        Object.fromEntries(ids.map((id) => [name(id), 'Dense'])),
        ids.slice(1).map((id, i) => `${name(ids[i] ?? '')}.output > ${name(id)}.input`),
      );
    const diff = diffGraphs(
      chain((id) => id),
      chain((id) => `${id}_x`),
    );
    expect({ ...diff, changed: [] }).toEqual(NOTHING);
  });
});
