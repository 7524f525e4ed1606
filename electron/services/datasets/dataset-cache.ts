import type { ReaderSettings } from '../../../shared/dataset';
import type { Dataset } from '../../data/dataset';
import { openDataset } from '../../data/open-dataset';
import type { Wanted } from '../../data/reader';

/** Indices of a few data sets stay open between calls. */
const MOST_OPEN = 4;

interface Entry {
  readonly path: string;
  /** As it was asked for, and as it was found. */
  readonly keys: Set<string>;
  readonly dataset: Dataset;
  users: number;
  /** Out of the cache: closed when the last user is done. */
  dropped: boolean;
}

const keyOf = (read: ReaderSettings | null, wants: Wanted | null) => JSON.stringify([read, read === null ? wants : null]);

export class DatasetCache {
  /** Least recently used first. */
  private entries: Entry[] = [];
  /** One opening at a time: reading one folder twice at once gains nothing. */
  private opening: Promise<unknown> = Promise.resolve();

  /**
   * Lends an open data set to `work`.
   *
   * @param fingerprint what the caller knows of it: another one on the disk opens it anew. Null: looks anew.
   */
  async use<T>(
    path: string,
    read: ReaderSettings | null,
    wants: Wanted | null,
    fingerprint: string | null,
    work: (dataset: Dataset) => Promise<T>,
  ): Promise<T> {
    const taken = this.opening.then(() => this.take(path, keyOf(read, wants), fingerprint, () => openDataset(path, read, wants)));
    this.opening = taken.catch(() => {});
    const entry = await taken;
    try {
      return await work(entry.dataset);
    } finally {
      entry.users--;
      if (entry.dropped && entry.users === 0) await entry.dataset.close();
    }
  }

  private async take(path: string, key: string, fingerprint: string | null, open: () => Promise<Dataset>): Promise<Entry> {
    const found = this.entries.find((e) => e.path === path && e.keys.has(key));
    if (found && fingerprint !== null && found.dataset.fingerprint === fingerprint) {
      this.entries = [...this.entries.filter((e) => e !== found), found];
      found.users++;
      return found;
    }
    const dataset = await open();
    if (found) await this.drop(found);
    const entry: Entry = { path, keys: new Set([key, keyOf(dataset.read, null)]), dataset, users: 1, dropped: false };
    this.entries.push(entry);
    for (const old of this.entries.slice(0, -MOST_OPEN)) await this.drop(old);
    return entry;
  }

  private async drop(entry: Entry): Promise<void> {
    this.entries = this.entries.filter((e) => e !== entry);
    entry.dropped = true;
    if (entry.users === 0) await entry.dataset.close();
  }

  async close(): Promise<void> {
    for (const entry of [...this.entries]) await this.drop(entry);
  }
}
