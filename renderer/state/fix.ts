import { applyEdits, type GraphEdit } from '../../shared/graph/edits';
import type { Fix } from '../../shared/graph/problem';
import { currentProject, edit } from './document';
import { putDrawing } from './put-drawing';

/** Applies edits as one undo step. Whether anything changed: a read-only project stays as it is. */
export function applyGraphEdits(label: string, edits: readonly GraphEdit[]): boolean {
  const project = currentProject();
  if (!project) return false;
  return edit(label, (draft) => putDrawing(draft, project, applyEdits(project, edits)));
}

/** Applies the mend of a problem as one undo step. */
export function applyFix(fix: Fix | null): void {
  if (fix) applyGraphEdits(fix.title, fix.edits);
}
