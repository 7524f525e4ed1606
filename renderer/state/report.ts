import { create } from 'zustand';
import type { AnyNode, Registry } from '../../shared/graph/define-node';
import type { NodeId } from '../../shared/graph/document';
import { type GraphReport, inferGraph, type NodeReport } from '../../shared/graph/infer';
import type { Problem } from '../../shared/graph/problem';
import { nodesOf } from '../../shared/nodes/nodes-of';
import type { Project } from '../../shared/project/schema';
import { currentProject, useDocument } from './document';
import { useDrawing } from './drawing';
import { type Inside, useView } from './view';

interface ReportState {
  readonly report: GraphReport;
  readonly problems: ReadonlyMap<NodeId, readonly Problem[]>;
}

const EMPTY: GraphReport = { nodes: {}, problems: [], parameters: 0, trainable: 0, order: [] };

function byNode(report: GraphReport): ReadonlyMap<NodeId, readonly Problem[]> {
  const map = new Map<NodeId, Problem[]>();
  for (const problem of report.problems) {
    if (problem.node === null) continue;
    const list = map.get(problem.node);
    if (list) list.push(problem);
    else map.set(problem.node, [problem]);
  }
  return map;
}

/** Shapes, costs and problems of the open graph: inferred anew when the graph or the data's facts change, else kept. */
export const useReport = create<ReportState>(() => ({ report: EMPTY, problems: new Map() }));

const faces = new WeakMap<object, string>();

/** What a node shows of its report, as text: made once for each. */
function face(report: NodeReport): string {
  const known = faces.get(report);
  if (known !== undefined) return known;
  const made = JSON.stringify([report.params, report.inputs, report.outputs, report.weights, report.cost]);
  faces.set(report, made);
  return made;
}

/** Nodes whose report says the same as before keep the same object, so that only what changed is drawn again. */
function keepSame(before: GraphReport, after: GraphReport): GraphReport {
  const nodes: Record<NodeId, NodeReport> = {};
  for (const [id, report] of Object.entries(after.nodes)) {
    const old = before.nodes[id];
    nodes[id] = old && old.definition === report.definition && face(old) === face(report) ? old : report;
  }
  return { ...after, nodes };
}

/** The same of what is drawn: the whole graph, or the inside of the block that was entered. */
export const useDrawnReport = create<ReportState>(() => ({ report: EMPTY, problems: new Map() }));

let seen: { graph: Project['graph'] | null; facts: unknown } = { graph: null, facts: null };

function refresh(project: Project | null): void {
  const graph = project?.graph ?? null;
  const facts = project?.data?.facts ?? null;
  if (graph === seen.graph && facts === seen.facts) return;
  seen = { graph, facts };
  const report = graph ? keepSame(useReport.getState().report, inferGraph(graph, nodesOf(graph), facts)) : EMPTY;
  useReport.setState({ report, problems: byNode(report) });
}

/** Shapes inside an entered block follow what is wired to the node that was entered, as far as that is known. */
function registryInside(registry: Registry, path: readonly Inside[]): Registry {
  const [first, ...deeper] = path;
  const entry = registry.BlockInput;
  // Deeper inside, the shapes that the block's own inputs were drawn with stand in.
  if (!first?.instance || deeper.length > 0 || !entry) return registry;
  const inputs = useReport.getState().report.nodes[first.instance]?.inputs ?? {};
  const infer: AnyNode['infer'] = (given, params, context) => {
    const spec = typeof params.name === 'string' ? inputs[params.name]?.[0] : undefined;
    return spec ? { ok: true, outputs: { output: spec } } : entry.infer(given, params, context);
  };
  return { ...registry, BlockInput: { ...entry, infer } };
}

function refreshDrawn(): void {
  const { graph, registry, block } = useDrawing.getState();
  const whole = useReport.getState();
  if (block === null) {
    if (useDrawnReport.getState() !== whole) useDrawnReport.setState(whole);
    return;
  }
  const found = inferGraph(graph, registryInside(registry, useView.getState().inside), currentProject()?.data?.facts ?? null);
  const report = keepSame(useDrawnReport.getState().report, found);
  useDrawnReport.setState({ report, problems: byNode(report) });
}

useDocument.subscribe((state) => refresh(state.open?.history.document ?? null));
refresh(useDocument.getState().open?.history.document ?? null);
useReport.subscribe(refreshDrawn);
useDrawing.subscribe((now, before) => {
  if (now.graph !== before.graph || now.block !== before.block) refreshDrawn();
});
refreshDrawn();
