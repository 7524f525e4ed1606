import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryNeed } from '../codegen/memory';
import { planModel } from '../codegen/plan';
import type { Json, JsonObject } from '../json';
import { NODES } from '../nodes/registry.gen';
import type { AnyNode } from './define-node';
import type { Graph, GraphNode, Wire } from './document';
import { applyEdits } from './edits';
import type { DataFacts } from './facts';
import { inferGraph } from './infer';
import type { Param } from './params';

/** `npm run soak` asks for more. */
const FUZZ = Number(process.env.SOAK_FUZZ ?? 1);

const facts: fc.Arbitrary<DataFacts | null> = fc.constantFrom(
  null,
  { samples: 9, input: { kind: 'image', height: 28, width: 28, channels: 1 }, target: { kind: 'classes', labels: ['a', 'b'] } },
  { samples: 9, input: { kind: 'text' }, target: { kind: 'classes', labels: ['a', 'b', 'c'] } },
  { samples: 9, input: { kind: 'table', columns: ['a', 'b', 'c'] }, target: { kind: 'value', column: 'y' } },
);

/** Mostly what the parameter takes, sometimes anything. */
function value(param: Param): fc.Arbitrary<Json> {
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
      case 'size2d':
        return fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }));
      case 'dims':
        return fc.constantFrom<Json>([-1, 1], [784, 1], [28, 28], [-1, 64], [4, -1, 2], [7]);
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
  const fields = Object.fromEntries(Object.entries(definition.params).map(([name, param]) => [name, value(param)]));
  return fc.record(fields, { requiredKeys: [] }) as fc.Arbitrary<JsonObject>;
}

const node: fc.Arbitrary<GraphNode> = fc
  .constantFrom(...Object.values(NODES))
  .chain((definition) => paramsOf(definition).map((params) => ({ kind: definition.kind, title: null, params })));

/** Real ports of the nodes at hand for the most part; sometimes names out of nowhere. */
function wiresOf(nodes: { readonly [id: string]: GraphNode }): fc.Arbitrary<readonly Wire[]> {
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
  const wire = fc
    .tuple(id, id)
    .chain(([from, to]) =>
      fc
        .tuple(port(from, 'outputs'), port(to, 'inputs'))
        .map(([out, into]) => ({ from: { node: from, port: out }, to: { node: to, port: into } })),
    );
  return fc.array(wire, { maxLength: 14 });
}

const graph: fc.Arbitrary<Graph> = fc.array(node, { minLength: 1, maxLength: 9 }).chain((list) => {
  const nodes = Object.fromEntries(list.map((item, i) => [`n${i}`, item]));
  return wiresOf(nodes).map((wires) => ({ nodes, wires }));
});

describe('any graph at all', () => {
  it('is inferred without a throw, and what it says is whole', () => {
    fc.assert(
      fc.property(graph, facts, (drawn, data) => {
        const report = inferGraph(drawn, NODES, data);
        expect(Object.keys(report.nodes).sort()).toEqual(Object.keys(drawn.nodes).sort());
        expect(Number.isInteger(report.parameters)).toBe(true);
        for (const problem of report.problems) {
          expect(problem.message.length).toBeGreaterThan(0);
          expect(JSON.stringify(problem)).not.toMatch(/undefined|NaN|\[object/);
        }
        expect(Number.isFinite(memoryNeed(report, { batchSize: 8, optimizerSlots: 2 }).total)).toBe(true);
      }),
      { numRuns: 700 * FUZZ, seed: 11 },
    );
  });

  it('loses a problem when its fix is applied', () => {
    fc.assert(
      fc.property(graph, facts, (drawn, data) => {
        for (const problem of inferGraph(drawn, NODES, data).problems) {
          if (!problem.fix) continue;
          const mended = applyEdits({ graph: drawn, layout: {} }, problem.fix.edits).graph;
          const same = inferGraph(mended, NODES, data).problems.filter(
            (p) => p.node === problem.node && p.port === problem.port && p.message === problem.message && p.received === problem.received,
          );
          const before = inferGraph(drawn, NODES, data).problems.filter(
            (p) => p.node === problem.node && p.port === problem.port && p.message === problem.message && p.received === problem.received,
          );
          expect(same.length, `${problem.message} (${problem.fix.title})`).toBeLessThan(before.length);
        }
      }),
      { numRuns: 500 * FUZZ, seed: 12 },
    );
  });

  it('lowers without a throw where it has no error', () => {
    fc.assert(
      fc.property(graph, facts, (drawn, data) => {
        const planned = planModel(drawn, NODES, data);
        if (!planned.ok) return;
        const names = planned.plan.records.map((record) => record.name);
        expect(new Set(names).size).toBe(names.length);
        const made = new Set<string>();
        for (const record of planned.plan.records) {
          for (const ref of record.inbound) expect(made.has(ref.layer), `${ref.layer} before ${record.name}`).toBe(true);
          made.add(record.name);
        }
      }),
      { numRuns: 700 * FUZZ, seed: 13 },
    );
  });
});
