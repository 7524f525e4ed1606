import { create } from 'zustand';
import type { Registry } from '../../shared/graph/define-node';
import type { Graph, Layout, UserBlock } from '../../shared/graph/document';
import type { Drawing } from '../../shared/graph/edits';
import { blockIdOf } from '../../shared/graph/user-block';
import { nodesOf } from '../../shared/nodes/nodes-of';
import { NODES } from '../../shared/nodes/registry.gen';
import type { Project } from '../../shared/project/schema';
import { currentProject, edit, useDocument } from './document';
import { type MutableDrawing, putDrawing, putEntries } from './put-drawing';
import { type Inside, useView } from './view';

const NOTHING: Drawing = { graph: { nodes: {}, wires: [] }, layout: {} };

interface DrawingState {
  /** The graph on the canvas: the project's, or the inside of one of its blocks. */
  readonly graph: Graph;
  readonly layout: Layout;
  /** What its nodes may be. */
  readonly registry: Registry;
  /** The block that is open, by its id; null: the whole graph is drawn. */
  readonly block: string | null;
}

/** What is drawn. Follows the document and the block that was entered. */
export const useDrawing = create<DrawingState>(() => ({ ...NOTHING, registry: NODES, block: null }));

type Blocks = NonNullable<Graph['blocks']>;
const insides = new WeakMap<UserBlock, { readonly blocks: Blocks; readonly graph: Graph }>();

/** The inside of a block as a graph that knows the project's other blocks: the same object for the same block. */
function insideOf(block: UserBlock, blocks: Blocks): Graph {
  const known = insides.get(block);
  if (known?.blocks === blocks) return known.graph;
  const graph = { ...block.graph, blocks };
  insides.set(block, { blocks, graph });
  return graph;
}

/** How far into its blocks the path leads: an undo may take a block away that was entered. */
function sound(project: Project | null, path: readonly Inside[]): readonly Inside[] {
  let nodes = project?.graph.nodes ?? {};
  const kept: Inside[] = [];
  for (const step of path) {
    const block = project?.graph.blocks?.[step.block];
    const node = step.instance === null ? null : nodes[step.instance];
    if (!block || (step.instance !== null && (!node || blockIdOf(node.kind) !== step.block))) break;
    kept.push(step);
    nodes = block.graph.nodes;
  }
  return kept;
}

function refresh(): void {
  const project = currentProject();
  const { inside } = useView.getState();
  const path = sound(project, inside);
  if (path.length < inside.length) {
    // Comes back here, with the path that is left.
    useView.setState({ inside: path });
    return;
  }
  const id = path.at(-1)?.block ?? null;
  const blocks = project?.graph.blocks;
  const block = id === null ? undefined : blocks?.[id];
  const graph = block && blocks ? insideOf(block, blocks) : (project?.graph ?? NOTHING.graph);
  const layout = block ? block.layout : (project?.layout ?? NOTHING.layout);
  const registry = nodesOf(project?.graph ?? null);
  const now = useDrawing.getState();
  if (now.graph === graph && now.layout === layout && now.registry === registry && now.block === id) return;
  useDrawing.setState({ graph, layout, registry, block: id });
}

useDocument.subscribe((state, before) => {
  // Another project: nothing of it was entered.
  if (state.open?.projectId !== before.open?.projectId && useView.getState().inside.length > 0) useView.setState({ inside: [] });
  else refresh();
});
useView.subscribe((state, before) => {
  if (state.inside !== before.inside) refresh();
});
refresh();

/** What is drawn, outside of components; null on the start screen. */
export function currentDrawing(): Drawing | null {
  if (!currentProject()) return null;
  const { graph, layout } = useDrawing.getState();
  return { graph, layout };
}

/**
 * Changes what is drawn: one call, one undo step. Blocks that the drawing carries are changed along.
 *
 * @returns whether anything changed
 */
export function editDrawing(label: string, change: (drawing: Drawing) => Drawing): boolean {
  const before = currentDrawing();
  if (!before) return false;
  const after = change(before);
  const { block } = useDrawing.getState();
  return edit(label, (draft) => {
    // What is assigned is plain data, which a draft takes as it is.
    const whole = draft as Mutable;
    const [was, is] = [before.graph.blocks ?? {}, after.graph.blocks ?? {}];
    if (was !== is) {
      whole.graph.blocks ??= {};
      putEntries(whole.graph.blocks, was, is);
    }
    const open = block === null ? { graph: whole.graph, layout: whole.layout } : whole.graph.blocks?.[block];
    if (!open) return;
    putDrawing(open as MutableDrawing, before, after);
  });
}

/** A draft of a project as far as a drawing reaches. */
interface Mutable extends MutableDrawing {
  graph: MutableDrawing['graph'] & { blocks?: Record<string, UserBlock> | undefined };
}
