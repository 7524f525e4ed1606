import type { Draft } from 'immer';
import { create } from 'zustand';
import type { HistoryEntry, ProjectHandle } from '../../shared/contract';
import * as history from '../../shared/graph/history';
import type { Project } from '../../shared/project/schema';
import { asStudioError, studio } from '../app/connect';
import { notify } from '../ui/notices';
import { drop, journal, settled } from './journal';

/** A project that is open in this window. */
export interface OpenProject {
  readonly projectId: string;
  /** Null until it is saved. */
  readonly file: string | null;
  /** Why it cannot be changed here; null: it can. */
  readonly readOnly: string | null;
  readonly history: history.History<Project>;
  /** The step that the file ends with: null the first state, undefined a state that is not in the history. */
  readonly savedStep: HistoryEntry | null | undefined;
}

interface DocumentState {
  readonly open: OpenProject | null;
}

const SESSION_KEY = 'project';

export const useDocument = create<DocumentState>(() => ({ open: null }));

const lastStep = (open: OpenProject): HistoryEntry | null => open.history.past.at(-1) ?? null;

/** Whether the file lacks changes of the window. */
export function isUnsaved(open: OpenProject): boolean {
  return lastStep(open) !== open.savedStep;
}

/** The open project; null on the start screen. */
export function useProject(): Project | null {
  return useDocument((s) => s.open?.history.document ?? null);
}

/** The open project, outside of components. */
export function currentProject(): Project | null {
  return useDocument.getState().open?.history.document ?? null;
}

/** Takes over a project that the core opened. */
export function openHandle(handle: ProjectHandle): void {
  const { projectId, project, file, readOnly, savedSteps, past, future } = handle;
  const started = history.startHistory(project, past, future);
  drop();
  sessionStorage.setItem(SESSION_KEY, projectId);
  const savedStep = savedSteps === null ? undefined : savedSteps === 0 ? null : past[savedSteps - 1];
  useDocument.setState({ open: { projectId, file, readOnly, history: started, savedStep } });
}

/** After a reload: takes up the project that this window had. */
export async function reopenLast(): Promise<void> {
  const projectId = sessionStorage.getItem(SESSION_KEY);
  if (projectId === null) return;
  try {
    openHandle(await studio().call('projects.reopen', { projectId }));
  } catch (error) {
    sessionStorage.removeItem(SESSION_KEY);
    notify('warning', asStudioError(error));
  }
}

/** Back to the start screen. The core keeps the journal of unsaved changes until they are discarded. */
export async function closeProject(): Promise<void> {
  const { open } = useDocument.getState();
  if (!open) return;
  await settled();
  sessionStorage.removeItem(SESSION_KEY);
  drop();
  useDocument.setState({ open: null });
  await studio().call('projects.close', { projectId: open.projectId });
}

function change(open: OpenProject, next: history.History<Project>): void {
  useDocument.setState({ open: { ...open, history: next } });
}

function move(kind: history.Move, apply: (now: history.History<Project>) => history.Moved<Project>): HistoryEntry | null {
  const { open } = useDocument.getState();
  if (!open || open.readOnly !== null) return null;
  const moved = apply(open.history);
  if (moved.history === open.history) return null;
  change(open, moved.history);
  if (moved.entry) journal({ projectId: open.projectId, kind, entry: moved.entry });
  return moved.entry;
}

/**
 * Changes the project: one call, one undo step. A read-only project stays as it is.
 *
 * @param label what undo says: `Add Dense`
 * @returns whether anything changed
 */
export function edit(label: string, recipe: (draft: Draft<Project>) => void): boolean {
  return move('edit', (now) => history.edit(now, label, recipe)) !== null;
}

/** Takes back the last step; its label, or null where there was none. */
export function undo(): string | null {
  return move('undo', history.undo)?.label ?? null;
}

export function redo(): string | null {
  return move('redo', history.redo)?.label ?? null;
}

/** Writes the project; `path` null: to its file. Resolves with the file's path. */
export async function saveTo(path: string | null): Promise<string | null> {
  const before = useDocument.getState().open;
  if (!before) return null;
  await settled();
  const { file } = await studio().call('projects.save', { projectId: before.projectId, path });
  const { open } = useDocument.getState();
  if (open?.projectId !== before.projectId) return file;
  useDocument.setState({ open: { ...open, file, savedStep: lastStep(before) } });
  return file;
}
