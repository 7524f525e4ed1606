import { applyPatches, type Draft, enablePatches, produceWithPatches } from 'immer';
import type { DocumentPatch, HistoryEntry } from '../contract';

enablePatches();

/** Older steps are forgotten: they cost memory in the window and in the journal. */
export const MAX_STEPS = 1_000;

/** A document with what can be undone and redone, all of it plain data. */
export interface History<D> {
  readonly document: D;
  /** Oldest first. */
  readonly past: readonly HistoryEntry[];
  /** The next redo last. */
  readonly future: readonly HistoryEntry[];
  /** While a gesture goes on: its label, and what it changed so far. */
  readonly gesture: HistoryEntry | null;
}

/** How the history moved: what the window journals with `projects.patch`. */
export type Move = 'edit' | 'undo' | 'redo';

/** The history after a move, and the entry to journal; null: nothing changed. */
export interface Moved<D> {
  readonly history: History<D>;
  readonly entry: HistoryEntry | null;
}

export function startHistory<D>(document: D, past: readonly HistoryEntry[] = [], future: readonly HistoryEntry[] = []): History<D> {
  return { document, past, future, gesture: null };
}

function toPatches(patches: readonly { op: DocumentPatch['op']; path: (string | number)[]; value?: unknown }[]): DocumentPatch[] {
  // Documents are JSON, so values of their patches are.
  return patches.map(({ op, path, value }) =>
    value === undefined ? { op, path } : { op, path, value: value as Exclude<DocumentPatch['value'], undefined> },
  );
}

function patched<D>(document: D, patches: readonly DocumentPatch[]): D {
  // immer refuses paths through `__proto__`, `constructor` and `prototype`.
  return applyPatches(document as object, patches) as D;
}

const samePath = (a: DocumentPatch, b: DocumentPatch) => a.path.length === b.path.length && a.path.every((key, i) => key === b.path[i]);

/** Joins two steps. A step that only replaces what the last one replaced (a drag) takes its place. */
export function joinEntries(first: HistoryEntry, then: HistoryEntry): HistoryEntry {
  const again =
    first.patches.length === then.patches.length &&
    then.patches.every((p, i) => {
      const before = first.patches[i];
      return p.op === 'replace' && before?.op === 'replace' && samePath(before, p);
    });
  if (again) return { label: first.label, patches: then.patches, inverse: first.inverse };
  return { label: first.label, patches: [...first.patches, ...then.patches], inverse: [...then.inverse, ...first.inverse] };
}

/**
 * Changes the document. Inside a gesture the change joins the gesture's step and `entry` is null:
 * `endGesture` gives the one to journal.
 *
 * @param label what undo says: `Add Dense`
 * @param recipe changes the draft, or returns the parts to assign over it
 */
export function edit<D extends object>(history: History<D>, label: string, recipe: (draft: Draft<D>) => void): Moved<D> {
  const [document, patches, inverse] = produceWithPatches(history.document, (draft) => {
    recipe(draft);
  });
  if (patches.length === 0) return { history, entry: null };
  const entry: HistoryEntry = { label, patches: toPatches(patches), inverse: toPatches(inverse) };
  if (history.gesture) {
    const gesture = history.gesture.patches.length === 0 ? { ...entry, label: history.gesture.label } : joinEntries(history.gesture, entry);
    return { history: { ...history, document, gesture }, entry: null };
  }
  return { history: { document, past: [...history.past, entry].slice(-MAX_STEPS), future: [], gesture: null }, entry };
}

/** Everything until `endGesture` becomes one undo step (a drag, a slider). */
export function beginGesture<D>(history: History<D>, label: string): History<D> {
  return history.gesture ? history : { ...history, gesture: { label, patches: [], inverse: [] } };
}

export function endGesture<D>(history: History<D>): Moved<D> {
  const entry = history.gesture;
  if (!entry) return { history, entry: null };
  if (entry.patches.length === 0) return { history: { ...history, gesture: null }, entry: null };
  return { history: { ...history, past: [...history.past, entry].slice(-MAX_STEPS), future: [], gesture: null }, entry };
}

/** Takes back what the gesture did so far (Escape during a drag). */
export function cancelGesture<D>(history: History<D>): History<D> {
  if (!history.gesture) return history;
  return { ...history, document: patched(history.document, history.gesture.inverse), gesture: null };
}

/** Takes back the last step. A gesture that is not over counts as one. */
export function undo<D>(history: History<D>): Moved<D> {
  if (history.gesture) return { history: cancelGesture(history), entry: null };
  const entry = history.past.at(-1);
  if (!entry) return { history, entry: null };
  return { history: replay(history, 'undo', entry), entry };
}

/** Does again what was last taken back. */
export function redo<D>(history: History<D>): Moved<D> {
  const entry = history.future.at(-1);
  if (!entry || history.gesture) return { history, entry: null };
  return { history: replay(history, 'redo', entry), entry };
}

/** Repeats a journaled move: how the core follows the window, and how a journal is recovered. */
export function replay<D>(history: History<D>, move: Move, entry: HistoryEntry): History<D> {
  switch (move) {
    case 'edit':
      return {
        document: patched(history.document, entry.patches),
        past: [...history.past, entry].slice(-MAX_STEPS),
        future: [],
        gesture: null,
      };
    case 'undo':
      return {
        document: patched(history.document, entry.inverse),
        past: history.past.slice(0, -1),
        future: [...history.future, entry],
        gesture: null,
      };
    case 'redo':
      return {
        document: patched(history.document, entry.patches),
        past: [...history.past, entry].slice(-MAX_STEPS),
        future: history.future.slice(0, -1),
        gesture: null,
      };
  }
}
