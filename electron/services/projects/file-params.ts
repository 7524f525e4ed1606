import path from 'node:path';
import type { Registry } from '../../../shared/graph/define-node';
import type { Graph, GraphNode } from '../../../shared/graph/document';
import type { FileLook, FileRead, FileValue } from '../../../shared/graph/params';
import type { Json } from '../../../shared/json';
import { nodesOf } from '../../../shared/nodes/nodes-of';
import { describeFile } from '../../data/describe-file';

interface NamedFile {
  readonly read: FileRead;
  readonly value: FileValue;
}

/** The files that a node's parameters name. What is no file is left for the checks of the graph. */
function filesOf(node: GraphNode, registry: Registry): readonly (readonly [string, NamedFile])[] {
  const params = Object.hasOwn(registry, node.kind) ? (registry[node.kind]?.params ?? {}) : {};
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

/** The nodes of a graph, and those inside the blocks that are the user's own, each changed. */
function withNodes(graph: Graph, change: (node: GraphNode, registry: Registry) => GraphNode): Graph {
  const registry = nodesOf(graph);
  const changed = (nodes: Graph['nodes']): Graph['nodes'] =>
    Object.fromEntries(Object.entries(nodes).map(([id, node]) => [id, change(node, registry)]));
  const blocks = Object.entries(graph.blocks ?? {}).map(
    ([id, block]) => [id, { ...block, graph: { ...block.graph, nodes: changed(block.graph.nodes) } }] as const,
  );
  return { ...graph, nodes: changed(graph.nodes), ...(graph.blocks ? { blocks: Object.fromEntries(blocks) } : {}) };
}

/** The graph with every path that a node names changed; the same one where none is named. */
export function withFilePaths(graph: Graph, change: (path: string) => string): Graph {
  let found = false;
  const moved = withNodes(graph, (node, registry) => {
    const files = filesOf(node, registry).map(([name, { value }]) => [name, { ...value, path: change(value.path) }] as const);
    found ||= files.length > 0;
    return withParams(node, Object.fromEntries(files));
  });
  return found ? moved : graph;
}

/** As a run freezes it: paths absolute, and what a look into a file tells wherever nobody has looked. Rejects with a StudioError. */
export async function withFileFacts(graph: Graph, projectFile: string | null): Promise<Graph> {
  const folder = projectFile === null ? null : path.dirname(projectFile);
  const absolute = withFilePaths(graph, (file) => (folder === null ? file : path.resolve(folder, file)));
  const unknown = new Map<string, NamedFile>();
  withNodes(absolute, (node, registry) => {
    for (const [, file] of filesOf(node, registry)) if (isUnread(file)) unknown.set(keyOf(file), file);
    return node;
  });
  if (unknown.size === 0) return absolute;
  const looks = new Map<string, FileLook>();
  for (const [key, { read, value }] of unknown) looks.set(key, await describeFile(value.path, read));
  return withNodes(absolute, (node, registry) => {
    const read = filesOf(node, registry).filter(([, file]) => isUnread(file));
    return withParams(node, Object.fromEntries(read.map(([name, file]) => [name, { ...file.value, ...looks.get(keyOf(file)) }])));
  });
}

const isUnread = ({ value }: NamedFile): boolean => Object.keys(value.facts).length === 0;
const keyOf = ({ read, value }: NamedFile): string => `${read} ${value.path}`;
