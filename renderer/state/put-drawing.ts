import type { GraphNode, Position, Wire } from '../../shared/graph/document';
import type { Drawing } from '../../shared/graph/edits';

/** A draft of a drawing. What is put into it is plain data, which a draft takes as it is. */
export interface MutableDrawing {
  graph: { nodes: Record<string, GraphNode>; wires: readonly Wire[] };
  layout: Record<string, Position>;
}

/** Sets what differs, entry by entry, so that a step of the history holds no more than what it changed. */
export function putEntries<T>(draft: Record<string, T>, before: { readonly [id: string]: T }, after: { readonly [id: string]: T }): void {
  if (before === after) return;
  for (const id of Object.keys(before)) if (!Object.hasOwn(after, id)) delete draft[id];
  for (const [id, value] of Object.entries(after)) if (before[id] !== value) draft[id] = value;
}

/** Whether wires were only drawn: the old ones stand at the front. */
const onlyDrawn = (before: readonly Wire[], after: readonly Wire[]): boolean =>
  after.length >= before.length && before.every((wire, i) => wire === after[i]);

/**
 * Puts another drawing in the place of one, and only what differs: the step that is kept for undo and sent to the core has
 * the size of the change, not of the graph.
 *
 * @param before the drawing that the draft began with
 */
export function putDrawing(draft: MutableDrawing, before: Drawing, after: Drawing): void {
  putEntries(draft.graph.nodes, before.graph.nodes, after.graph.nodes);
  putEntries(draft.layout, before.layout, after.layout);
  const [old, wires] = [before.graph.wires, after.graph.wires];
  if (old === wires) return;
  // Patches of a list are told place by place: cheap at its end, dearer than the list itself before.
  if (onlyDrawn(old, wires)) (draft.graph.wires as Wire[]).push(...wires.slice(old.length));
  else draft.graph.wires = wires;
}
