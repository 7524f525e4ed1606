import { applyEdits, type GraphEdit } from '../../shared/graph/edits';
import type { Fix } from '../../shared/graph/problem';
import { edit } from './document';

/** Applies edits as one undo step. Whether anything changed: a read-only project stays as it is. */
export function applyGraphEdits(label: string, edits: readonly GraphEdit[]): boolean {
  return edit(label, (draft) => {
    const { graph, layout } = applyEdits({ graph: draft.graph, layout: draft.layout }, edits);
    Object.assign(draft, { graph, layout });
  });
}

/** Applies the mend of a problem as one undo step. */
export function applyFix(fix: Fix | null): void {
  if (fix) applyGraphEdits(fix.title, fix.edits);
}
