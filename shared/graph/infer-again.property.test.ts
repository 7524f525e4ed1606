import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NODES } from '../nodes/registry.gen';
import { anyFacts, anyGraph, anyNode, anyValue, anyWire } from './any-graph.test-data';
import type { Graph, NodeId } from './document';
import { applyEdits, freshId, type GraphEdit } from './edits';
import type { DataFacts } from './facts';
import type { GraphReport } from './graph-report';
import { edit, type History, redo, startHistory, undo } from './history';
import { inferGraph } from './infer';
import { resolveShares } from './shares';

/** `npm run soak` asks for more. */
const FUZZ = Number(process.env.SOAK_FUZZ ?? 1);

interface State {
  readonly graph: Graph;
  readonly facts: DataFacts | null;
}

/** What a person may do next, drawn for the graph at hand. */
type Step = { readonly type: 'edits'; readonly edits: readonly GraphEdit[] } | { readonly type: 'undo' | 'redo' | 'mend' } | FactsStep;
interface FactsStep {
  readonly type: 'facts';
  readonly facts: DataFacts | null;
}

function stepOn(graph: Graph): fc.Arbitrary<Step> {
  const edits = (...list: readonly GraphEdit[]): Step => ({ type: 'edits', edits: list });
  const ids = Object.keys(graph.nodes);
  const always: fc.WeightedArbitrary<Step>[] = [
    { weight: 4, arbitrary: fc.constantFrom<Step>({ type: 'undo' }, { type: 'undo' }, { type: 'redo' }) },
    { weight: 2, arbitrary: fc.constant<Step>({ type: 'mend' }) },
    { weight: 1, arbitrary: anyFacts.map((facts): Step => ({ type: 'facts', facts })) },
    {
      weight: 2,
      arbitrary: anyNode.map(({ kind, params }) => edits({ type: 'add-node', id: freshId(graph, kind), kind, params, at: null })),
    },
  ];
  if (ids.length === 0) return fc.oneof(...always);
  const id = fc.constantFrom(...ids);
  const setParam = id.chain((one): fc.Arbitrary<Step> => {
    const schema = Object.entries(NODES[graph.nodes[one]?.kind ?? '']?.params ?? {});
    if (schema.length === 0) return fc.constant(edits({ type: 'set-param', id: one, param: 'nothing', value: 1 }));
    return fc
      .constantFrom(...schema)
      .chain(([param, rule]) => anyValue(rule).map((value) => edits({ type: 'set-param', id: one, param, value })));
  });
  return fc.oneof(
    ...always,
    { weight: 6, arbitrary: setParam },
    { weight: 1, arbitrary: id.map((one) => edits({ type: 'remove-node', id: one })) },
    { weight: 4, arbitrary: anyWire(graph.nodes).map(({ from, to }) => edits({ type: 'add-wire', from, to })) },
    ...(graph.wires.length === 0
      ? []
      : [
          { weight: 2, arbitrary: fc.constantFrom(...graph.wires).map(({ from, to }) => edits({ type: 'remove-wire', from, to })) },
          {
            weight: 2,
            arbitrary: fc
              .tuple(fc.constantFrom(...graph.wires), anyNode)
              .map(([wire, { kind, params }]) =>
                edits({ type: 'insert-node', wire, id: freshId(graph, kind), kind, params, input: 'input', output: 'output' }),
              ),
          },
        ]),
  );
}

function apply(history: History<State>, step: Step, report: GraphReport): History<State> {
  const change = (edits: readonly GraphEdit[]) =>
    edit(history, 'Edit', (draft) => {
      // As the window does: whole parts put in the place of those before.
      Object.assign(draft, { graph: applyEdits({ graph: history.document.graph, layout: {} }, edits).graph });
    }).history;
  switch (step.type) {
    case 'edits':
      return change(step.edits);
    case 'mend':
      return change(report.problems.find((p) => p.fix)?.fix?.edits ?? []);
    case 'undo':
      return undo(history).history;
    case 'redo':
      return redo(history).history;
    case 'facts':
      return edit(history, 'Choose data', (draft) => {
        Object.assign(draft, { facts: step.facts });
      }).history;
  }
}

/** Nodes whose own data, wires and sources' reports are the same as before. */
function untouched(before: State, after: State, a: GraphReport, b: GraphReport): NodeId[] {
  const into = (graph: Graph, id: NodeId) =>
    graph.wires.filter((w) => w.to.node === id && Object.hasOwn(graph.nodes, w.from.node)).map((w) => JSON.stringify(w));
  if (before.facts !== after.facts) return [];
  return Object.keys(after.graph.nodes).filter((id) => {
    const sources = after.graph.wires.filter((w) => w.to.node === id).map((w) => w.from.node);
    return (
      a.order.includes(id) &&
      b.order.includes(id) &&
      // As the node is set whose weights it may use.
      resolveShares(before.graph.nodes)[id] === resolveShares(after.graph.nodes)[id] &&
      into(before.graph, id).join() === into(after.graph, id).join() &&
      sources.every((source) => a.nodes[source] === b.nodes[source])
    );
  });
}

describe('inference after an edit', () => {
  it('says what a full one says, problems in the same order, and keeps the objects of what did not change', () => {
    let kept = 0;
    fc.assert(
      fc.property(anyGraph, anyFacts, fc.gen(), (graph, facts, draw) => {
        let history = startHistory<State>({ graph, facts });
        let report = inferGraph(graph, NODES, facts);
        for (let i = 0; i < 12; i += 1) {
          const before = history.document;
          history = apply(
            history,
            draw(() => stepOn(before.graph)),
            report,
          );
          const after = history.document;
          const last = report;
          report = inferGraph(after.graph, NODES, after.facts, last);
          const full = inferGraph(after.graph, NODES, after.facts);
          expect(report).toStrictEqual(full);
          expect(Object.keys(report.nodes)).toEqual(Object.keys(full.nodes));
          for (const id of untouched(before, after, last, report)) {
            expect(report.nodes[id], id).toBe(last.nodes[id]);
            kept += 1;
          }
        }
      }),
      { numRuns: 300 * FUZZ, seed: 21, endOnFailure: true },
    );
    expect(kept).toBeGreaterThan(1000);
  });
});
