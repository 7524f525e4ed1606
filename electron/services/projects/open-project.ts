import type { HistoryEntry, ProjectHandle } from '../../../shared/contract';
import { type History, type Move, replay, startHistory } from '../../../shared/graph/history';
import { forbiddenKey } from '../../../shared/project/safe-json';
import { type Project, projectSchema } from '../../../shared/project/schema';
import { StudioError } from '../../../shared/studio-error';
import { diskError } from '../../files/disk-error';
import type { Lock } from '../../files/lock';
import type { Journal, JournalMove, Replayed } from './journal';

/** The journal as an open project uses it. */
export type ProjectJournal = Pick<Journal, 'path' | 'append' | 'appendState' | 'close' | 'remove'>;

const outOfStep = () =>
  new StudioError('This window and the project are out of step.', {
    expected: 'the edit that follows the last one',
    received: 'another one',
    advice: 'Reload the window: nothing that was journaled is lost.',
  });

/** A project that a window has, or had a moment ago. Follows every edit of its window. */
export class OpenProject {
  readonly id: string;
  history: History<Project>;
  file: string | null;
  /** SHA-256 of the file as last read or written here; null: it has none. */
  diskHash: string | null;
  /** Why nobody may change it: a newer version, no permission. */
  readonly sealed: string | null;
  /** What is shown may be incomplete: not even a copy of it may be written. */
  readonly incomplete: boolean;
  /** The window that may change it; null: its window is gone. */
  holder: string | null;
  lock: Lock | null;
  readonly journal: ProjectJournal | null;
  /** The journal's last line may be torn. */
  private torn = false;
  /** Of the next edit, since the window got its handle. */
  private revision = 0;
  private savedTop: HistoryEntry | null;
  /** Edits are applied one after the other, in the order in which they came. */
  private applying: Promise<void> = Promise.resolve();

  constructor(start: {
    id: string;
    project: Project;
    file: string | null;
    diskHash: string | null;
    sealed: string | null;
    incomplete?: boolean;
    holder: string;
    lock: Lock | null;
    journal: ProjectJournal | null;
    replayed?: Replayed;
  }) {
    this.id = start.id;
    this.history = start.replayed?.history ?? startHistory(start.project);
    this.file = start.file;
    this.diskHash = start.diskHash;
    this.sealed = start.sealed;
    this.incomplete = start.incomplete ?? false;
    this.holder = start.holder;
    this.lock = start.lock;
    this.journal = start.journal;
    this.savedTop = start.replayed?.savedTop ?? null;
  }

  get project(): Project {
    return this.history.document;
  }

  get unsaved(): boolean {
    return (this.history.past.at(-1) ?? null) !== this.savedTop;
  }

  private savedSteps(): number | null {
    if (this.savedTop === null) return 0;
    const at = this.history.past.lastIndexOf(this.savedTop);
    return at < 0 ? null : at + 1;
  }

  /** Why this window may not change it; null: it may. */
  refusal(session: string): string | null {
    if (this.sealed !== null) return this.sealed;
    if (this.holder !== null && this.holder !== session) return 'It is open in another window, where it can be changed.';
    return null;
  }

  /** The project as this window gets it. It counts its edits from 0 from now on. */
  handle(session: string): ProjectHandle {
    const readOnly = this.refusal(session);
    if (readOnly === null) this.revision = 0;
    return {
      projectId: this.id,
      project: this.project,
      file: this.file,
      readOnly,
      unsaved: this.unsaved,
      savedSteps: this.savedSteps(),
      past: [...this.history.past],
      future: [...this.history.future],
    };
  }

  /** Follows one edit of the window and journals it. The same edit again (after a lost answer) changes nothing. */
  apply(session: string, revision: number, kind: Move, entry: HistoryEntry): Promise<void> {
    const applied = this.applying.then(() => this.applyNow(session, revision, kind, entry));
    this.applying = applied.catch(() => {});
    return applied;
  }

  private async applyNow(session: string, revision: number, kind: Move, entry: HistoryEntry): Promise<void> {
    const refused = this.refusal(session);
    if (refused !== null) throw new StudioError(`This project cannot be changed here. ${refused}`);
    this.holder = session;
    if (revision === this.revision - 1) return;
    if (revision !== this.revision) throw outOfStep();
    const key =
      forbiddenKey(entry) ?? [...entry.patches, ...entry.inverse].flatMap((p) => p.path).find((k) => forbiddenKey({ [k]: 0 }) !== null);
    if (key !== undefined && key !== null) throw new StudioError(`An edit may not touch “${key}”.`);
    // Undo and redo name the step that both sides already have: what the window sent must be that one.
    const own = kind === 'edit' ? entry : kind === 'undo' ? this.history.past.at(-1) : this.history.future.at(-1);
    if (!own || own.label !== entry.label || own.patches.length !== entry.patches.length) throw outOfStep();
    let next: History<Project>;
    try {
      next = replay(this.history, kind, own);
    } catch {
      throw outOfStep();
    }
    const read = projectSchema.safeParse(next.document);
    if (!read.success) {
      const [issue] = read.error.issues;
      throw new StudioError(`“${entry.label}” would damage the project at ${issue?.path.join('.') ?? 'an unknown place'}.`, {
        expected: 'a valid project',
        received: issue?.message ?? 'unknown',
      });
    }
    // The window has made this edit: the project follows, whatever becomes of the journal.
    this.history = next;
    this.revision = revision + 1;
    const at = new Date().toISOString();
    await this.keep(kind === 'edit' ? { move: kind, at, entry } : { move: kind, at });
  }

  /** Journals a line; after one that the disk refused, everything anew. @throws StudioError */
  private async keep(line: JournalMove): Promise<void> {
    const { journal } = this;
    if (!journal) return;
    try {
      if (this.torn) await journal.appendState(this.state());
      else await journal.append(line);
      this.torn = false;
    } catch (error) {
      this.torn = true;
      throw diskError(error, journal.path, 'keep this change for recovery');
    }
  }

  private state() {
    const { document, past, future } = this.history;
    return { file: this.file, hash: this.diskHash, steps: this.savedSteps(), project: document, past: [...past], future: [...future] };
  }

  /** Writes the whole state into the journal: after a recovery, whatever lies before it. */
  async begin(): Promise<void> {
    await this.journal?.appendState(this.state());
  }

  /** The file has everything up to `top` now. */
  async markSaved(file: string, hash: string, top: HistoryEntry | null): Promise<void> {
    this.file = file;
    this.diskHash = hash;
    this.savedTop = top;
    // The file is saved whether the journal knows of it or not: it will, with the next line that the disk takes.
    await this.keep({ move: 'saved', file, hash, steps: this.savedSteps(), at: new Date().toISOString() }).catch(() => {});
  }

  /** When the edits under way are done. */
  settled(): Promise<void> {
    return this.applying;
  }
}
