import path from 'node:path';
import type { Graph, GraphNode } from '../../../shared/graph/document';
import type { FileRead, FileValue } from '../../../shared/graph/params';
import type { Json } from '../../../shared/json';
import { NODES } from '../../../shared/nodes/registry.gen';
import { describeFile } from '../../data/describe-file';

interface NamedFile {
  readonly read: FileRead;
  readonly value: FileValue;
}

/** The files that a node's parameters name. What is no file is left for the checks of the graph. */
function filesOf(node: GraphNode): readonly (readonly [string, NamedFile])[] {
  const params = Object.hasOwn(NODES, node.kind) ? (NODES[node.kind]?.params ?? {}) : {};
  return Object.entries(params).flatMap(([name, param]) => {
    const given = node.params[name];
    if (param.widget.type !== 'file' || given === undefined || given === null) return [];
    const { read } = param.widget;
    if (typeof given === 'string' && given !== '') return [[name, { read, value: { path: given, facts: {} } }] as const];
    const parsed = param.parse(given);
    // A file that parses is what the builder makes of one.
    return parsed.ok ? [[name, { read, value: parsed.value as FileValue }] as const] : [];
  });
}

function withParams(node: GraphNode, changed: { readonly [name: string]: Json }): GraphNode {
  return Object.keys(changed).length === 0 ? node : { ...node, params: { ...node.params, ...changed } };
}

/** The graph with every path that a node names changed; the same one where none is named. */
export function withFilePaths<G extends Graph>(graph: G, change: (path: string) => string): G {
  if (!Object.values(graph.nodes).some((node) => filesOf(node).length > 0)) return graph;
  const nodes = Object.entries(graph.nodes).map(([id, node]) => {
    const moved = filesOf(node).map(([name, { value }]) => [name, { ...value, path: change(value.path) }] as const);
    return [id, withParams(node, Object.fromEntries(moved))] as const;
  });
  return { ...graph, nodes: Object.fromEntries(nodes) };
}

/** As a run freezes it: paths absolute, and what a look into a file tells wherever nobody has looked. Rejects with a StudioError. */
export async function withFileFacts<G extends Graph>(graph: G, projectFile: string | null): Promise<G> {
  const folder = projectFile === null ? null : path.dirname(projectFile);
  const absolute = withFilePaths(graph, (file) => (folder === null ? file : path.resolve(folder, file)));
  let settled = absolute;
  for (const [id, node] of Object.entries(absolute.nodes)) {
    const looked: Record<string, Json> = {};
    for (const [name, { read, value }] of filesOf(node)) {
      if (Object.keys(value.facts).length === 0) looked[name] = { ...value, facts: await describeFile(value.path, read) };
    }
    if (Object.keys(looked).length > 0) settled = { ...settled, nodes: { ...settled.nodes, [id]: withParams(node, looked) } };
  }
  return settled;
}
