import type { AnyNode, Registry } from '../../shared/graph/define-node';
import type { Graph } from '../../shared/graph/document';
import type { GraphEdit } from '../../shared/graph/edits';
import { freshId } from '../../shared/graph/edits';
import type { DataFacts } from '../../shared/graph/facts';
import type { Json } from '../../shared/json';

export type InputKind = 'image' | 'text' | 'table';

/** The node type through which each kind of data enters a graph. */
const INPUT_NODES: { readonly [kind in InputKind]: string } = { image: 'ImageInput', text: 'TextInput', table: 'TableInput' };

/** What the graph reads: the kind of its first input node; null while it has none. */
export function wantsOf(graph: Graph): InputKind | null {
  const kinds: readonly InputKind[] = ['image', 'text', 'table'];
  for (const node of Object.values(graph.nodes)) {
    const found = kinds.find((kind) => INPUT_NODES[kind] === node.kind);
    if (found) return found;
  }
  return null;
}

/** The node that lets this data in, and the edit that adds it; null where this version has none. */
export function inputNodeFor(
  facts: DataFacts,
  graph: Graph,
  registry: Registry,
): { readonly node: AnyNode; readonly edit: GraphEdit } | null {
  const kind = INPUT_NODES[facts.input.kind];
  const node = Object.hasOwn(registry, kind) ? registry[kind] : undefined;
  if (!node) return null;
  const params: Record<string, Json> = {};
  if (facts.input.kind === 'image') {
    // Pictures of a camera are brought to a size that trains on any machine.
    const shrink = Math.min(1, 96 / Math.max(facts.input.height, facts.input.width));
    params.size = [Math.max(1, Math.round(facts.input.height * shrink)), Math.max(1, Math.round(facts.input.width * shrink))];
    params.color_mode = facts.input.channels === 1 ? 'grayscale' : 'rgb';
  }
  return { node, edit: { type: 'add-node', id: freshId(graph, kind), kind, params, at: { x: 0, y: 0 } } };
}
