// Bundled and run by the bench: `measure-edit NODES ROUNDS`. What an edit of a large graph costs: inference, and all that
// the window computes before it draws. Prints one JSON line.

import { type FlowEdge, type FlowNode, syncEdges, syncNodes } from '../../renderer/canvas/flow-nodes';
import { type MutableDrawing, putDrawing } from '../../renderer/state/put-drawing';
import { memoryNeed } from '../../shared/codegen/memory';
import type { Graph, GraphNode, Layout, Wire } from '../../shared/graph/document';
import { applyEdits, type GraphEdit } from '../../shared/graph/edits';
import type { DataFacts } from '../../shared/graph/facts';
import type { GraphReport } from '../../shared/graph/graph-report';
import { edit, type History, startHistory } from '../../shared/graph/history';
import { inferGraph } from '../../shared/graph/infer';
import { NODES } from '../../shared/nodes/registry.gen';
import { PROJECT_VERSION, type Project } from '../../shared/project/schema';
import { DEFAULT_TRAINING } from '../../shared/training';

const FACTS: DataFacts = {
  samples: 1,
  inputs: { table: { kind: 'table', columns: ['a', 'b'] } },
  targets: { class: { kind: 'classes', labels: ['0', '1', '2'] } },
};

/** Dense nodes as far as the middle; behind it nodes that hand on the shape that comes to them. */
function longChain(count: number): { readonly graph: Graph; readonly layout: Layout; readonly middle: string } {
  const nodes: { [id: string]: GraphNode } = { table: { kind: 'TableInput', title: null, params: {} } };
  const layout: { [id: string]: { x: number; y: number } } = { table: { x: 0, y: 0 } };
  const wires: Wire[] = [];
  let from = { node: 'table', port: 'columns' };
  const middle = Math.floor(count / 2);
  const kindAt = (i: number): string =>
    i <= middle ? 'Dense' : i === count - 1 ? 'Classification' : i % 2 ? 'LayerNormalization' : 'Dropout';
  for (let i = 1; i < count; i += 1) {
    const id = `n${i}`;
    const kind = kindAt(i);
    nodes[id] = { kind, title: null, params: kind === 'Dense' ? { units: 16 + (i % 16) } : {} };
    layout[id] = { x: (i % 25) * 260, y: Math.floor(i / 25) * 160 };
    wires.push({ from, to: { node: id, port: 'input' } });
    from = { node: id, port: 'output' };
  }
  return { graph: { nodes, wires }, layout, middle: `n${middle}` };
}

const middleOf = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Milliseconds that a call took, and what it gave. */
function timed<T>(call: () => T): { readonly ms: number; readonly result: T } {
  const began = performance.now();
  const result = call();
  return { ms: performance.now() - began, result };
}

const [nodeCount = 2000, rounds = 41] = process.argv.slice(2).map(Number);
const { graph, layout, middle } = longChain(nodeCount);
const around = graph.wires.find((wire) => wire.to.node === middle);
if (!around) throw new Error('the chain has no middle');
const extra = { from: { node: 'table', port: 'columns' }, to: { node: middle, port: 'input' } };

/** Each edit and the one that takes it back. */
const EDITS: { readonly [what: string]: readonly [readonly GraphEdit[], readonly GraphEdit[]] } = {
  'a parameter that changes no shape': [
    [{ type: 'set-param', id: middle, param: 'activation', value: 'tanh' }],
    [{ type: 'set-param', id: middle, param: 'activation', value: 'relu' }],
  ],
  'a parameter that changes half of the shapes': [
    [{ type: 'set-param', id: middle, param: 'units', value: 40 }],
    [{ type: 'set-param', id: middle, param: 'units', value: 24 }],
  ],
  'a wire that takes the place of another': [
    [
      { type: 'remove-wire', ...around },
      { type: 'add-wire', ...extra },
    ],
    [
      { type: 'remove-wire', ...extra },
      { type: 'add-wire', ...around },
    ],
  ],
  'a node put into a wire': [
    [{ type: 'insert-node', wire: around, id: 'new', kind: 'Dropout', params: {}, input: 'input', output: 'output' }],
    [
      { type: 'remove-node', id: 'new' },
      { type: 'add-wire', ...around },
    ],
  ],
};

function measureFull(): { readonly first_ms: number; readonly median_ms: number } {
  const times: number[] = [];
  for (let i = 0; i < rounds; i += 1) {
    const { ms, result } = timed(() => inferGraph(graph, NODES, FACTS));
    times.push(ms);
    if (result.problems.length > 0) throw new Error(result.problems[0]?.message);
  }
  return { first_ms: times[0] ?? Number.NaN, median_ms: middleOf(times) };
}

const project: Project = {
  format: 'attention-studio',
  version: PROJECT_VERSION,
  name: 'Large',
  notes: '',
  graph: structuredClone(graph) as Project['graph'],
  training: DEFAULT_TRAINING,
  data: null,
  layout: structuredClone(layout) as Project['layout'],
};

/** What the window holds. */
interface Shown {
  readonly history: History<Project>;
  readonly report: GraphReport;
  readonly nodes: FlowNode[];
  readonly edges: FlowEdge[];
}

const NONE: ReadonlySet<string> = new Set();

/** All that the window computes for the newest state of the project. */
function show(history: History<Project>, before: Shown | null): { readonly shown: Shown; readonly inference_ms: number } {
  const { document } = history;
  const { ms, result: report } = timed(() => inferGraph(document.graph, NODES, FACTS, before?.report));
  memoryNeed(report, { batchSize: 32, optimizerSlots: 2 });
  const nodes = syncNodes(before?.nodes ?? [], document.graph, document.layout, NONE, NODES);
  const same = before?.nodes === nodes && before.history.document.graph.wires === document.graph.wires;
  const heights = new Map(nodes.map((node) => [node.id, node.initialHeight ?? 56]));
  const edges = same ? before.edges : syncEdges(before?.edges ?? [], document.graph.wires, document.layout, NONE, heights);
  return { shown: { history, report, nodes, edges }, inference_ms: ms };
}

function measureEdit(both: readonly [readonly GraphEdit[], readonly GraphEdit[]]) {
  let { shown } = show(startHistory(project), null);
  const inference: number[] = [];
  const window: number[] = [];
  for (let i = 0; i < rounds; i += 1) {
    const edits = i % 2 === 0 ? both[0] : both[1];
    const { ms, result } = timed(() => {
      const now = shown.history.document;
      const moved = edit(shown.history, 'Edit', (draft) => putDrawing(draft as MutableDrawing, now, applyEdits(now, edits)));
      return show(moved.history, shown);
    });
    if (result.shown.report === shown.report || result.shown.history === shown.history) throw new Error('the edit changed nothing');
    shown = result.shown;
    inference.push(result.inference_ms);
    window.push(ms);
  }
  return {
    inference_ms: middleOf(inference),
    best_ms: Math.min(...inference),
    worst_ms: Math.max(...inference),
    window_ms: middleOf(window),
  };
}

const edits = Object.fromEntries(Object.entries(EDITS).map(([what, both]) => [what, measureEdit(both)]));
console.log(JSON.stringify({ nodes: nodeCount, full: measureFull(), edits }));
