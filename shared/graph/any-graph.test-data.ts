import fc from 'fast-check';
import type { Json, JsonObject } from '../json';
import { NODES } from '../nodes/registry.gen';
import type { AnyNode } from './define-node';
import type { Graph, GraphNode, Wire } from './document';
import type { DataFacts } from './facts';
import type { Param } from './params';

/** What some data taught, or none. */
export const anyFacts: fc.Arbitrary<DataFacts | null> = fc.constantFrom(
  null,
  {
    samples: 9,
    inputs: { image: { kind: 'image', height: 28, width: 28, channels: 1 } },
    targets: { class: { kind: 'classes', labels: ['a', 'b'] } },
  },
  { samples: 9, inputs: { text: { kind: 'text' } }, targets: { class: { kind: 'classes', labels: ['a', 'b', 'c'] } } },
  {
    samples: 9,
    inputs: {
      left: { kind: 'image', height: 8, width: 8, channels: 3 },
      right: { kind: 'image', height: 8, width: 8, channels: 3 },
      words: { kind: 'text' },
      items: { kind: 'ids', vocabulary: 30, length: null },
    },
    targets: { same: { kind: 'classes', labels: ['no', 'yes'] }, y: { kind: 'value', column: 'y' } },
  },
  {
    samples: 9,
    inputs: { audio: { kind: 'audio', rate: 8000, seconds: 0.05, longest: 0.2 } },
    targets: { class: { kind: 'classes', labels: ['a', 'b'] } },
  },
  { samples: 9, inputs: { table: { kind: 'table', columns: ['a', 'b', 'c'] } }, targets: { y: { kind: 'value', column: 'y' } } },
  {
    samples: 9,
    inputs: { history: { kind: 'ids', vocabulary: 12, length: 5 } },
    targets: {
      'next of history': { kind: 'items', vocabulary: 12, history: 'history' },
      x: { kind: 'value', column: 'x' },
      y: { kind: 'value', column: 'y' },
      values: { kind: 'values', columns: ['x', 'y'] },
    },
  },
);

/** Mostly what the parameter takes, sometimes anything. */
export function anyValue(param: Param): fc.Arbitrary<Json> {
  const { widget } = param;
  const fitting = (): fc.Arbitrary<Json> => {
    switch (widget.type) {
      case 'int':
        return fc.integer({ min: widget.min, max: Math.min(widget.max, widget.min + 40) });
      case 'float':
        return fc.constantFrom<Json>(param.default, Math.max(widget.min, 0));
      case 'bool':
        return fc.boolean();
      case 'choice':
        return fc.constantFrom(...widget.options);
      case 'size':
        return fc.tuple(...widget.axes.map(() => fc.integer({ min: 1, max: 5 })));
      case 'margins':
        return fc.tuple(...widget.sides.map(() => fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 }))));
      case 'data-name':
        return fc.constantFrom<Json>(null, null, 'left', 'right', 'words', 'nowhere');
      case 'dims':
        return fc.constantFrom<Json>([-1, 1], [784, 1], [28, 28], [-1, 64], [4, -1, 2], [7], [2, 1], [2, 14, 28, 1]);
      case 'node':
        return fc.constantFrom<Json>(null, 'n0', 'n1', 'n2', 'gone');
      case 'layer':
        return fc.constantFrom('', 'none', 'block1_pool', 'gone');
      case 'text':
        return fc.constantFrom('a', 'value_1', param.default);
      case 'numbers':
        return fc.constantFrom<Json>([], [0], [-1, 0.5, 3]);
      case 'file':
        return fc.constantFrom<Json>(null, 'a.txt', { path: 'a.txt', facts: {} }, { path: 'b.json', facts: { ids: 30, width: 64 } });
    }
  };
  return fc.oneof({ weight: 12, arbitrary: fitting() }, { weight: 1, arbitrary: fc.jsonValue() as fc.Arbitrary<Json> });
}

function paramsOf(definition: AnyNode): fc.Arbitrary<JsonObject> {
  const fields = Object.fromEntries(Object.entries(definition.params).map(([name, param]) => [name, anyValue(param)]));
  return fc.record(fields, { requiredKeys: [] }) as fc.Arbitrary<JsonObject>;
}

/** A node of any type, mostly with parameters that it takes. */
export const anyNode: fc.Arbitrary<GraphNode> = fc
  .constantFrom(...Object.values(NODES))
  .chain((definition) => paramsOf(definition).map((params) => ({ kind: definition.kind, title: null, params })));

/** Between real ports of the nodes at hand for the most part; sometimes names out of nowhere. */
export function anyWire(nodes: { readonly [id: string]: GraphNode }): fc.Arbitrary<Wire> {
  const ids = Object.keys(nodes);
  const port = (id: string, side: 'inputs' | 'outputs'): fc.Arbitrary<string> => {
    const names = NODES[nodes[id]?.kind ?? '']?.[side].map((p) => p.name) ?? [];
    const strange = fc.constantFrom('constructor', '__proto__', 'nowhere');
    return names.length === 0 ? strange : fc.oneof({ weight: 20, arbitrary: fc.constantFrom(...names) }, { weight: 1, arbitrary: strange });
  };
  const id = fc.oneof(
    { weight: 30, arbitrary: fc.constantFrom(...ids) },
    { weight: 1, arbitrary: fc.constantFrom('ghost', 'constructor') },
  );
  return fc
    .tuple(id, id)
    .chain(([from, to]) =>
      fc
        .tuple(port(from, 'outputs'), port(to, 'inputs'))
        .map(([out, into]) => ({ from: { node: from, port: out }, to: { node: to, port: into } })),
    );
}

/** Up to nine nodes, `n0`, `n1`, …, wired at random. */
export const anyGraph: fc.Arbitrary<Graph> = fc.array(anyNode, { minLength: 1, maxLength: 9 }).chain((list) => {
  const nodes = Object.fromEntries(list.map((item, i) => [`n${i}`, item]));
  return fc.array(anyWire(nodes), { maxLength: 14 }).map((wires) => ({ nodes, wires }));
});
