import path from 'node:path';
import { planModel } from '../../shared/codegen/plan';
import type { DataFacts } from '../../shared/graph/facts';
import { inferGraph } from '../../shared/graph/infer';
import type { Problem } from '../../shared/graph/problem';
import { kerasShape } from '../../shared/graph/spec';
import { nodesOf } from '../../shared/nodes/nodes-of';
import type { Project } from '../../shared/project/schema';
import { StudioError } from '../../shared/studio-error';
import { resolveDataPath } from '../data/data-path';
import { openDataset } from '../data/open-dataset';
import { appFolder } from '../files/app-folder';
import type { Output } from './output';
import { readProjectFile } from './read-project-file';

/** What the data teaches: as saved with the project, else looked up where the data is at hand. */
async function factsOf(project: Project, file: string): Promise<DataFacts | null> {
  if (!project.data || project.data.facts) return project.data?.facts ?? null;
  try {
    const dataset = await openDataset(
      resolveDataPath(project.data.path, file, path.join(appFolder(), 'resources')),
      project.data.read,
      null,
    );
    await dataset.close();
    return dataset.facts;
  } catch (error) {
    if (error instanceof StudioError) return null;
    throw error;
  }
}

function inWords(p: Problem): string {
  const details = [p.expected && `expected ${p.expected}`, p.received && `got ${p.received}`, p.fix && `mend: ${p.fix.title}`].filter(
    Boolean,
  );
  return `${p.severity}: ${p.node ?? 'graph'}: ${p.message}${details.length > 0 ? ` (${details.join('; ')})` : ''}`;
}

/** Shapes, parameters and problems of a project, without building anything. Exit 1 with any error. */
export async function check(out: Output, given: string): Promise<number> {
  const { project, file } = await readProjectFile(given);
  const facts = await factsOf(project, file);
  const report = inferGraph(project.graph, nodesOf(project.graph), facts);
  // What only shows when the whole is planned: no output to train.
  const planning = planModel(project.graph, nodesOf(project.graph), facts);
  const missing = planning.ok ? [] : planning.problems.filter((p) => p.node === null && !report.problems.includes(p));
  const known = new Set(report.problems.map((p) => p.message));
  const problems = [...report.problems, ...missing.filter((p) => !known.has(p.message))];
  const ids = [...report.order, ...Object.keys(report.nodes).filter((id) => !report.order.includes(id))];
  const nodes = ids.map((id) => {
    const node = report.nodes[id];
    const wired = (port: string) => project.graph.wires.some((w) => w.from.node === id && w.from.port === port);
    const ports = node?.definition?.outputs.filter((port) => !port.optional || wired(port.name)) ?? [];
    const outputs = ports.flatMap((port) => {
      const spec = node?.outputs[port.name];
      return spec ? [kerasShape(spec.shape)] : [];
    });
    return { id, kind: project.graph.nodes[id]?.kind ?? '', outputs, parameters: node?.parameters ?? 0 };
  });
  const shown = problems.map((p) => ({
    node: p.node,
    severity: p.severity,
    message: p.message,
    expected: p.expected,
    received: p.received,
    fix: p.fix?.title ?? null,
  }));
  const text = [
    ...nodes.map((n) =>
      `${n.id.padEnd(24)} ${n.kind.padEnd(24)} ${n.outputs.map((s) => JSON.stringify(s)).join(' ')} ${n.parameters || ''}`.trimEnd(),
    ),
    `${report.parameters.toLocaleString('en')} parameters`,
    ...problems.map(inWords),
  ];
  out.result({ nodes, problems: shown, parameters: report.parameters }, text.join('\n'));
  return problems.some((p) => p.severity === 'error') ? 1 : 0;
}
