import type { Draft } from 'immer';
import type { Wire } from '../../shared/graph/document';
import type { Drawing } from '../../shared/graph/edits';
import type { Project } from '../../shared/project/schema';

type Table<T> = { [id: string]: T };

function putEntries<T>(draft: Table<T>, before: { readonly [id: string]: T }, after: { readonly [id: string]: T }): void {
  for (const id of Object.keys(before)) if (!Object.hasOwn(after, id)) delete draft[id];
  for (const [id, value] of Object.entries(after)) if (before[id] !== value) draft[id] = value;
}

/** Whether wires were only drawn: the old ones stand at the front. */
const onlyDrawn = (before: readonly Wire[], after: readonly Wire[]): boolean =>
  after.length >= before.length && before.every((wire, i) => wire === after[i]);

/**
 * Puts another drawing into the project, and only what differs: the step that is kept for undo and sent to the core has the
 * size of the change, not of the graph.
 *
 * @param before the drawing that the draft began with
 */
export function putDrawing(draft: Draft<Project>, before: Drawing, after: Drawing): void {
  putEntries(draft.graph.nodes as Table<unknown>, before.graph.nodes, after.graph.nodes);
  putEntries(draft.layout as Table<unknown>, before.layout, after.layout);
  const [old, wires] = [before.graph.wires, after.graph.wires];
  if (old === wires) return;
  // Patches of a list are told place by place: cheap at its end, dearer than the list itself before.
  if (onlyDrawn(old, wires)) draft.graph.wires.push(...(wires.slice(old.length) as Draft<Wire>[]));
  else draft.graph.wires = wires as Draft<Wire>[];
}
