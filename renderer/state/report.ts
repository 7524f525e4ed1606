import { create } from 'zustand';
import type { AnyNode, Registry } from '../../shared/graph/define-node';
import type { NodeId } from '../../shared/graph/document';
import type { GraphReport, NodeReport } from '../../shared/graph/graph-report';
import { inferGraph } from '../../shared/graph/infer';
import type { Problem } from '../../shared/graph/problem';
import { nodesOf } from '../../shared/nodes/nodes-of';
import type { Project } from '../../shared/project/schema';
import { currentProject, useDocument } from './document';
import { useDrawing } from './drawing';
import { fileProblems, useLostFiles } from './lost-files';
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

/**
 * Shapes, costs and problems of the open graph: inferred anew when the graph or the data's facts change, else kept. Nodes
 * whose report says the same as before keep the same object, so that only what changed is drawn again.
 */
export const useReport = create<ReportState>(() => ({ report: EMPTY, problems: new Map() }));

/** The same of what is drawn: the whole graph, or the inside of the block that was entered. */
export const useDrawnReport = create<ReportState>(() => ({ report: EMPTY, problems: new Map() }));

let seen: { graph: Project['graph'] | null; facts: unknown; lost: unknown } = {
  graph: null,
  facts: null,
  lost: useLostFiles.getState().lost,
};
/** What the rules alone say: inference goes on from it. */
let inferred = EMPTY;

function refresh(project: Project | null): void {
  const graph = project?.graph ?? null;
  const facts = project?.data?.facts ?? null;
  const { lost } = useLostFiles.getState();
  if (graph === seen.graph && facts === seen.facts && lost === seen.lost) return;
  if (graph !== seen.graph || facts !== seen.facts) inferred = graph ? inferGraph(graph, nodesOf(graph), facts, inferred) : EMPTY;
  seen = { graph, facts, lost };
  const files = graph ? fileProblems(graph, lost) : [];
  const report = files.length === 0 ? inferred : { ...inferred, problems: [...inferred.problems, ...files] };
  useReport.setState({ report, problems: byNode(report) });
}

let entered: { readonly registry: Registry; readonly inputs: NodeReport['inputs']; readonly made: Registry } | null = null;

/** Shapes inside an entered block follow what is wired to the node that was entered, as far as that is known. */
function registryInside(registry: Registry, path: readonly Inside[]): Registry {
  const [first, ...deeper] = path;
  const entry = registry.BlockInput;
  // Deeper inside, the shapes that the block's own inputs were drawn with stand in.
  if (!first?.instance || deeper.length > 0 || !entry) return registry;
  const inputs = useReport.getState().report.nodes[first.instance]?.inputs;
  if (!inputs) return registry;
  // The same object for the same: else everything inside would be inferred anew.
  if (entered?.registry === registry && entered.inputs === inputs) return entered.made;
  const infer: AnyNode['infer'] = (given, params, context) => {
    const spec = typeof params.name === 'string' ? inputs[params.name]?.[0] : undefined;
    return spec ? { ok: true, outputs: { output: spec } } : entry.infer(given, params, context);
  };
  entered = { registry, inputs, made: { ...registry, BlockInput: { ...entry, infer } } };
  return entered.made;
}

function refreshDrawn(): void {
  const { graph, registry, block } = useDrawing.getState();
  const whole = useReport.getState();
  if (block === null) {
    if (useDrawnReport.getState() !== whole) useDrawnReport.setState(whole);
    return;
  }
  const facts = currentProject()?.data?.facts ?? null;
  const known = registryInside(registry, useView.getState().inside);
  const report = inferGraph(graph, known, facts, useDrawnReport.getState().report);
  useDrawnReport.setState({ report, problems: byNode(report) });
}

useDocument.subscribe((state) => refresh(state.open?.history.document ?? null));
refresh(useDocument.getState().open?.history.document ?? null);
useLostFiles.subscribe(() => refresh(useDocument.getState().open?.history.document ?? null));
useReport.subscribe(refreshDrawn);
useDrawing.subscribe((now, before) => {
  if (now.graph !== before.graph || now.block !== before.block) refreshDrawn();
});
refreshDrawn();
