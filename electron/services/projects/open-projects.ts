import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { access, readFile, realpath, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { ProjectHandle } from '../../../shared/contract';
import { readProject } from '../../../shared/project/read-project';
import { MAX_JSON_BYTES } from '../../../shared/project/safe-json';
import { PROJECT_EXTENSION, type Project } from '../../../shared/project/schema';
import { writeProject } from '../../../shared/project/write-project';
import { StudioError } from '../../../shared/studio-error';
import { diskError } from '../../files/disk-error';
import { isLocked, type Lock, takeLock } from '../../files/lock';
import { saveAtomically, sha256 } from '../../files/save-atomically';
import { withAbsoluteData, withRelativeData } from './data-path';
import { Journal, journalFolder, listJournals, type Replayed, replayJournal } from './journal';
import { OpenProject } from './open-project';

async function canWrite(file: string): Promise<boolean> {
  try {
    await access(file, constants.W_OK);
    await access(path.dirname(file), constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** A window that reloads is back within seconds; a lost connection may take longer. */
const FORGET_AFTER_MS = 5 * 60_000;

/** The projects that windows of this process have open, and the journals that a crash left. */
export class OpenProjects {
  private readonly open = new Map<string, OpenProject>();
  private readonly userData: string;
  /** Two windows that open one file at the same moment must not both get it. */
  private opening: Promise<unknown> = Promise.resolve();

  constructor(userData: string) {
    this.userData = userData;
  }

  /** @throws StudioError where it is not open any more */
  get(projectId: string): OpenProject {
    const found = this.open.get(projectId);
    if (!found) throw new StudioError('This project is not open any more.', { advice: 'Open it again from the start screen.' });
    return found;
  }

  all(): readonly OpenProject[] {
    return [...this.open.values()];
  }

  private journalPath(id: string): string {
    return path.join(journalFolder(this.userData), `${id}.jsonl`);
  }

  private journalLock(id: string): string {
    return path.join(journalFolder(this.userData), `${id}.lock`);
  }

  private async fileLock(file: string): Promise<string> {
    const real = await realpath(file).catch(() => path.resolve(file));
    return path.join(this.userData, 'locks', `${sha256(real).slice(0, 32)}.lock`);
  }

  /** A project without a file. */
  async fresh(project: Project, session: string): Promise<ProjectHandle> {
    const id = randomUUID();
    const opened = await this.start(id, { project, file: null, diskHash: null, sealed: null, holder: session, lock: null });
    return opened.handle(session);
  }

  private async start(id: string, rest: Omit<ConstructorParameters<typeof OpenProject>[0], 'id' | 'journal'>): Promise<OpenProject> {
    let journal: Journal | null = null;
    if (rest.sealed === null) {
      await takeLock(this.journalLock(id), 'journal');
      const head = { file: rest.file, hash: rest.diskHash, created: new Date().toISOString(), project: rest.project };
      journal = rest.replayed ? await Journal.resume(this.journalPath(id)) : await Journal.create(this.journalPath(id), head);
    }
    const opened = new OpenProject({ ...rest, id, journal });
    this.open.set(id, opened);
    return opened;
  }

  openFile(given: string, session: string): Promise<ProjectHandle> {
    const opened = this.opening.then(() => this.openFileNow(path.resolve(given), session));
    this.opening = opened.catch(() => {});
    return opened;
  }

  private async openFileNow(file: string, session: string): Promise<ProjectHandle> {
    const here = this.all().find((p) => p.file === file);
    if (here) {
      if (here.sealed === null && here.holder === null) here.holder = session;
      return here.handle(session);
    }
    let text: string;
    try {
      const { size } = await stat(file);
      if (size > MAX_JSON_BYTES) {
        throw new StudioError('This project is too large.', {
          expected: `at most ${MAX_JSON_BYTES / 1e6} MB`,
          received: `${(size / 1e6).toFixed(1)} MB`,
        });
      }
      text = await readFile(file, 'utf8');
    } catch (error) {
      throw diskError(error, file, `open ${path.basename(file)}`);
    }
    const reading = readProject(text);
    let sealed = reading.readOnly;
    let lock: Lock | null = null;
    if (sealed === null && !(await canWrite(file))) {
      sealed = 'You have no permission to change this file. Save it as another one to work on it.';
    }
    if (sealed === null) {
      const locking = await takeLock(await this.fileLock(file), file);
      if (locking.ok) lock = locking.lock;
      else sealed = `It is open in another window of Attention Studio (process ${locking.pid}).`;
    }
    const project = withAbsoluteData(reading.project, file);
    const incomplete = reading.readOnly !== null;
    const opened = await this.start(randomUUID(), { project, file, diskHash: sha256(text), sealed, incomplete, holder: session, lock });
    return opened.handle(session);
  }

  /** A window that reloaded, or one that lost its connection. */
  reopen(projectId: string, session: string): ProjectHandle {
    const project = this.get(projectId);
    project.holder ??= session;
    return project.handle(session);
  }

  /** The window is gone without closing its projects: a reload, or a crash of it. They wait. */
  forgetSession(session: string): void {
    for (const project of this.open.values()) {
      if (project.holder !== session) continue;
      project.holder = null;
      setTimeout(() => {
        // Nobody came back: other programs may have the file again, the journal keeps what it lacks.
        if (project.holder === null && this.open.get(project.id) === project && project.file !== null) {
          this.close(project.id, project.unsaved).catch(() => {});
        }
      }, FORGET_AFTER_MS).unref();
    }
  }

  /** Whether a window of this process has it, or had it a moment ago. */
  has(projectId: string): boolean {
    return this.open.has(projectId);
  }

  /** @param keep leaves the journal, so that it can be recovered */
  async close(projectId: string, keep: boolean): Promise<void> {
    const project = this.open.get(projectId);
    if (!project) return;
    await project.settled();
    this.open.delete(projectId);
    if (keep) await project.journal?.close();
    else await project.journal?.remove();
    await rm(this.journalLock(projectId), { force: true });
    await project.lock?.release();
  }

  /**
   * Writes the project; `given` null: where it lies. A window that may only read it writes a copy elsewhere, which
   * is nobody's yet.
   */
  async save(projectId: string, given: string | null, session: string): Promise<{ file: string; before: string | null; copy: boolean }> {
    const project = this.get(projectId);
    await project.settled();
    const before = project.file;
    const file = given === null ? before : path.resolve(given.endsWith('.json') ? given : given + PROJECT_EXTENSION);
    if (file === null) throw new StudioError('This project has no file yet.', { expected: 'a place to save it', received: 'none' });
    const elsewhere = file !== before;
    const refused = project.refusal(session);
    const copy = refused !== null && elsewhere && !project.incomplete;
    if (refused !== null && !copy) {
      throw new StudioError(`This project cannot be saved here. ${refused}`, {
        advice: 'Work in the window that has it, or save a copy elsewhere.',
      });
    }
    const folder = path.dirname(file);
    const isFolder = await stat(folder).then(
      (s) => s.isDirectory(),
      () => false,
    );
    if (!isFolder) throw new StudioError(`There is no folder ${folder}.`, { expected: 'an existing folder', received: folder });
    if (given === null && project.diskHash !== null) {
      const onDisk = await readFile(file).then(sha256, () => null);
      if (onDisk !== null && onDisk !== project.diskHash) {
        throw new StudioError('Another program has changed this file since it was opened here.', {
          expected: 'the file as it was opened',
          received: 'another content',
          advice: 'Use “Save as” to write over it or beside it. Nothing was written.',
        });
      }
    }
    let lock: Lock | null = null;
    if (elsewhere) {
      const locking = await takeLock(await this.fileLock(file), file);
      if (!locking.ok) {
        throw new StudioError(`${path.basename(file)} is open in another window.`, { advice: 'Close it there, or choose another name.' });
      }
      lock = locking.lock;
    }
    const top = project.history.past.at(-1) ?? null;
    let hash: string;
    try {
      hash = await saveAtomically(file, writeProject(withRelativeData(project.project, file)));
    } catch (error) {
      await lock?.release();
      throw error;
    }
    if (copy) {
      await lock?.release();
      return { file, before, copy };
    }
    project.holder = session;
    if (lock) {
      await project.lock?.release();
      project.lock = lock;
    }
    await project.markSaved(file, hash, top);
    return { file, before, copy };
  }

  /** Journals whose process died, or whose window went away, with something in them that no file has. */
  async lost(): Promise<{ id: string; replayed: Replayed }[]> {
    const found: { id: string; replayed: Replayed }[] = [];
    for (const id of await listJournals(this.userData)) {
      const here = this.open.get(id);
      if (here ? here.holder !== null : await isLocked(this.journalLock(id))) continue;
      const replayed = await replayJournal(this.journalPath(id));
      if (replayed) found.push({ id, replayed });
    }
    return found;
  }

  /** Takes a lost project up again, with its undo history. */
  async recover(id: string, session: string): Promise<ProjectHandle> {
    if (this.open.has(id)) return this.reopen(id, session);
    const found = (await this.lost()).find((lost) => lost.id === id);
    if (!found)
      throw new StudioError('There is nothing to recover any more.', { advice: 'It was recovered or discarded in another window.' });
    const { replayed } = found;
    let lock: Lock | null = null;
    let file = replayed.file;
    let diskHash: string | null = null;
    if (file !== null) {
      const locking = await takeLock(await this.fileLock(file), file);
      if (locking.ok) lock = locking.lock;
      // Somebody opened the file anew meanwhile: the recovered edits go on as a project without a file.
      else file = null;
      diskHash = file === null ? null : replayed.diskHash;
    }
    const opened = await this.start(id, {
      project: replayed.history.document,
      file,
      diskHash,
      sealed: null,
      holder: session,
      lock,
      replayed,
    });
    await opened.begin();
    return opened.handle(session);
  }

  /** Forgets what a journal holds. False: another window has it, or it is gone. */
  async discard(id: string, session: string | null): Promise<boolean> {
    const here = this.open.get(id);
    if (here) {
      if (here.holder !== null && here.holder !== session) return false;
      await this.close(id, false);
      return true;
    }
    if (!(await listJournals(this.userData)).includes(id) || (await isLocked(this.journalLock(id)))) return false;
    await rm(this.journalPath(id), { force: true });
    await rm(this.journalLock(id), { force: true });
    return true;
  }

  /** The process ends: what is unsaved stays recoverable. */
  async closeAll(): Promise<void> {
    for (const project of this.all()) await this.close(project.id, project.unsaved);
  }
}
