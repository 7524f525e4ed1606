import { type FileHandle, mkdir, open, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { type HistoryEntry, historyEntry } from '../../../shared/contract';
import { type History, replay, startHistory } from '../../../shared/graph/history';
import { liftProject } from '../../../shared/project/migrations';
import { forbiddenKey } from '../../../shared/project/safe-json';
import { PROJECT_VERSION, type Project, projectSchema } from '../../../shared/project/schema';
import { errorCode } from '../../files/disk-error';

const olderVersion = z.looseObject({ version: z.int().min(1).max(PROJECT_VERSION) });

/** A project as an older version journaled it is lifted: a crash just before an update loses nothing either. */
const journaled = z.preprocess((value) => {
  const older = olderVersion.safeParse(value);
  return older.success ? liftProject(older.data, older.data.version) : value;
}, projectSchema);

/**
 * What happened to a project since it was opened, one JSON line each, in the user's data folder. The
 * first line holds the project as it was opened: the rest replays to what the window showed.
 */
const head = z.strictObject({
  format: z.literal('attention-studio-journal'),
  version: z.literal(1),
  file: z.string().nullable(),
  /** SHA-256 of that file as it was opened. */
  hash: z.string().nullable(),
  created: z.string(),
  project: journaled,
});
const move = z.discriminatedUnion('move', [
  z.strictObject({ move: z.literal('edit'), at: z.string(), entry: historyEntry }),
  z.strictObject({ move: z.literal('undo'), at: z.string() }),
  z.strictObject({ move: z.literal('redo'), at: z.string() }),
  /** `steps`: how many of the past the file holds; null: it ends with one that is forgotten. */
  z.strictObject({ move: z.literal('saved'), file: z.string(), hash: z.string(), steps: z.int().nullable(), at: z.string() }),
  /** Everything anew: written where lines before it may be missing or torn. */
  z.strictObject({
    move: z.literal('state'),
    file: z.string().nullable(),
    hash: z.string().nullable(),
    steps: z.int().nullable(),
    project: journaled,
    past: z.array(historyEntry),
    future: z.array(historyEntry),
    at: z.string(),
  }),
]);
export type JournalHead = z.infer<typeof head>;
export type JournalMove = z.infer<typeof move>;

/** A project as its journal replays it. */
export interface Replayed {
  readonly file: string | null;
  /** SHA-256 of the file as it was last opened or saved here. */
  readonly diskHash: string | null;
  readonly history: History<Project>;
  /** The newest step that the file has; null: none of them. */
  readonly savedTop: HistoryEntry | null;
  readonly changed: string;
}

export class Journal {
  readonly path: string;
  private readonly handle: FileHandle;
  private writing: Promise<void> = Promise.resolve();

  private constructor(file: string, handle: FileHandle) {
    this.path = file;
    this.handle = handle;
  }

  static async create(file: string, first: Omit<JournalHead, 'format' | 'version'>): Promise<Journal> {
    await mkdir(path.dirname(file), { recursive: true });
    const handle = await open(file, 'wx', 0o600);
    const journal = new Journal(file, handle);
    await journal.write({ format: 'attention-studio-journal', version: 1, ...first });
    return journal;
  }

  /** Goes on with a journal after a recovery. */
  static async resume(file: string): Promise<Journal> {
    const text = await readFile(file, 'utf8');
    const handle = await open(file, 'r+');
    // A line torn by the crash would swallow the next one.
    const whole = Buffer.byteLength(text.slice(0, text.lastIndexOf('\n') + 1));
    await handle.truncate(whole);
    await handle.close();
    return new Journal(file, await open(file, 'a', 0o600));
  }

  /** Begins anew after a line that the disk did not take whole. */
  appendState(state: Omit<Extract<JournalMove, { move: 'state' }>, 'move' | 'at'>): Promise<void> {
    return this.write({ move: 'state', at: new Date().toISOString(), ...state }, '\n');
  }

  /** Resolves when the line is with the operating system, which keeps it if this process dies; the disk follows at once. */
  append(line: JournalMove): Promise<void> {
    return this.write(line);
  }

  private write(line: unknown, before = ''): Promise<void> {
    const text = Buffer.from(`${before}${JSON.stringify(line)}\n`);
    const written = this.writing.then(async () => {
      for (let at = 0; at < text.length; ) at += (await this.handle.write(text, at, text.length - at)).bytesWritten;
    });
    this.writing = written.then(
      () => this.handle.datasync(),
      () => {},
    );
    // A disk that cannot sync shows at the next write.
    this.writing = this.writing.catch(() => {});
    return written;
  }

  async close(): Promise<void> {
    await this.writing;
    await this.handle.close();
  }

  async remove(): Promise<void> {
    await this.close();
    await rm(this.path, { force: true });
  }
}

/** Stands for a saved step that is not in the history. */
const ELSEWHERE: HistoryEntry = { label: '', patches: [], inverse: [] };

const savedTopOf = (past: readonly HistoryEntry[], steps: number | null): HistoryEntry | null =>
  steps === null ? ELSEWHERE : steps === 0 ? null : (past[steps - 1] ?? ELSEWHERE);

/**
 * Replays a journal. From a line that is torn or does not fit it goes on only with the next whole state; null
 * where not even the first line is whole.
 */
export async function replayJournal(file: string): Promise<Replayed | null> {
  const lines = (await readFile(file, 'utf8')).split('\n');
  const parse = (line: string | undefined): unknown => {
    try {
      const value: unknown = JSON.parse(line ?? '');
      return forbiddenKey(value) === null ? value : null;
    } catch {
      return null;
    }
  };
  const first = head.safeParse(parse(lines[0]));
  if (!first.success) return null;
  let history = startHistory(first.data.project);
  let now: Omit<Replayed, 'history'> = {
    file: first.data.file,
    diskHash: first.data.hash,
    savedTop: null,
    changed: first.data.created,
  };
  /** False: the line does not fit what came before. */
  const apply = (m: Exclude<JournalMove, { move: 'state' }>): boolean => {
    if (m.move === 'saved') {
      now = { ...now, file: m.file, diskHash: m.hash, savedTop: savedTopOf(history.past, m.steps) };
      return true;
    }
    const entry = m.move === 'edit' ? m.entry : m.move === 'undo' ? history.past.at(-1) : history.future.at(-1);
    if (!entry) return false;
    try {
      history = replay(history, m.move, entry);
    } catch {
      return false;
    }
    now = { ...now, changed: m.at };
    return true;
  };
  let following = true;
  for (const line of lines.slice(1)) {
    if (line === '') continue;
    const read = move.safeParse(parse(line));
    const m = read.success ? read.data : null;
    if (m?.move === 'state') {
      history = startHistory(m.project, m.past, m.future);
      now = { file: m.file, diskHash: m.hash, savedTop: savedTopOf(m.past, m.steps), changed: m.at };
      following = true;
    } else if (following && m) following = apply(m);
    else following = false;
  }
  return { ...now, history };
}

export function journalFolder(userData: string): string {
  return path.join(userData, 'journals');
}

/** Ids of the journals that lie there. */
export async function listJournals(userData: string): Promise<string[]> {
  try {
    const names = await readdir(journalFolder(userData));
    return names.filter((name) => name.endsWith('.jsonl')).map((name) => name.slice(0, -'.jsonl'.length));
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
}
