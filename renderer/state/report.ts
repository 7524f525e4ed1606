import { create } from 'zustand';
import type { NodeId } from '../../shared/graph/document';
import type { GraphReport } from '../../shared/graph/graph-report';
import { inferGraph } from '../../shared/graph/infer';
import type { Problem } from '../../shared/graph/problem';
import { NODES } from '../../shared/nodes/registry.gen';
import type { Project } from '../../shared/project/schema';
import { useDocument } from './document';

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

let seen: { graph: Project['graph'] | null; facts: unknown } = { graph: null, facts: null };

function refresh(project: Project | null): void {
  const graph = project?.graph ?? null;
  const facts = project?.data?.facts ?? null;
  if (graph === seen.graph && facts === seen.facts) return;
  seen = { graph, facts };
  const report = graph ? inferGraph(graph, NODES, facts, useReport.getState().report) : EMPTY;
  useReport.setState({ report, problems: byNode(report) });
}

useDocument.subscribe((state) => refresh(state.open?.history.document ?? null));
refresh(useDocument.getState().open?.history.document ?? null);
