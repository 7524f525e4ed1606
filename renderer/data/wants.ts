import type { Registry } from '../../shared/graph/define-node';
import type { Graph } from '../../shared/graph/document';
import type { GraphEdit } from '../../shared/graph/edits';
import { applyEdit, freshId } from '../../shared/graph/edits';
import type { DataFacts } from '../../shared/graph/facts';
import type { FeedKind } from '../../shared/graph/feeds/kinds';
import { kindOfNode, startingInput } from './kinds';

/** What the graph reads: the kind of each of its input nodes. */
export function wantsOf(graph: Graph): FeedKind[] {
  return Object.values(graph.nodes).flatMap((node) => kindOfNode(node.kind) ?? []);
}

/** The inputs of the data that no node of the graph reads. */
export function unreadInputs(facts: DataFacts, graph: Graph): string[] {
  const nodes = Object.values(graph.nodes);
  return Object.entries(facts.inputs).flatMap(([name, { kind }]) => {
    const isRead = nodes.some((node) => {
      const { source = null } = node.params;
      // A node that names nothing reads what there is of its kind, or says that there is too much.
      return kindOfNode(node.kind) === kind && (source === name || source === null);
    });
    return isRead ? [] : [name];
  });
}

/** How far apart new input nodes stand. */
const APART = 140;

/** The nodes that let these inputs in, and the edits that add them, one beneath the other. */
export function inputNodesFor(
  facts: DataFacts,
  names: readonly string[],
  graph: Graph,
  registry: Registry,
): { readonly titles: readonly string[]; readonly edits: readonly GraphEdit[] } {
  const titles: string[] = [];
  const edits: GraphEdit[] = [];
  let drawn = { graph, layout: {} };
  for (const name of names) {
    const input = facts.inputs[name];
    if (!input) continue;
    const { kind, params } = startingInput(input);
    const alike = Object.values(facts.inputs).filter((other) => other.kind === input.kind);
    const node = Object.hasOwn(registry, kind) ? registry[kind] : undefined;
    if (!node) continue;
    const edit: GraphEdit = {
      type: 'add-node',
      id: freshId(drawn.graph, kind),
      kind,
      params: alike.length > 1 ? { ...params, source: name } : params,
      at: { x: 0, y: wantsOf(drawn.graph).length * APART },
    };
    drawn = applyEdit(drawn, edit);
    edits.push(edit);
    titles.push(node.title);
  }
  return { titles, edits };
}
