import { applyEdits, type GraphEdit } from '../../shared/graph/edits';
import type { Fix } from '../../shared/graph/problem';
import { editDrawing } from './drawing';

/** Applies edits as one undo step. Whether anything changed: a read-only project stays as it is. */
export function applyGraphEdits(label: string, edits: readonly GraphEdit[]): boolean {
  return editDrawing(label, (drawing) => applyEdits(drawing, edits));
}

/** Applies the mend of a problem as one undo step. */
export function applyFix(fix: Fix | null): void {
  if (fix) applyGraphEdits(fix.title, fix.edits);
}
