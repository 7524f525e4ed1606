import type { ReaderSettings } from '../../shared/dataset';
import type { FeedKind } from '../../shared/graph/feeds/kinds';
import type { Dataset } from './dataset';

export type ReaderName = ReaderSettings['reader'];
export type SettingsOf<N extends ReaderName> = Extract<ReaderSettings, { reader: N }>;
/** What samples read so are. `records`: several parts, of whatever kinds. */
export type Modality = FeedKind | 'records';

/** What a reader is looked for by. */
export interface Wanted {
  /** Kinds of input that the graph has; empty: none yet. */
  readonly kinds: readonly FeedKind[];
  /** Only this one. */
  readonly reader?: ReaderName;
}

/** A way to read data. One file each in `readers/`, listed in `open-dataset.ts`. */
export interface Reader<N extends ReaderName> {
  readonly name: N;
  readonly modality: Modality;
  /** Whether a path so surely is of its form that it is read so whatever the graph wants. Absent: never. */
  claims?(path: string, isFolder: boolean): Promise<boolean>;
  /** Settings that read this path, or null where it is not of this reader's form. */
  detect(path: string, isFolder: boolean, wants?: Wanted | null): Promise<SettingsOf<N> | null>;
  /** Scans what is there and keeps an index of it. Rejects with a StudioError. */
  open(path: string, read: SettingsOf<N>): Promise<Dataset>;
}
