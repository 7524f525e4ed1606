import type { ReaderSettings } from '../../shared/dataset';
import type { Dataset } from './dataset';

export type ReaderName = ReaderSettings['reader'];
export type SettingsOf<N extends ReaderName> = Extract<ReaderSettings, { reader: N }>;
export type Modality = 'image' | 'text' | 'table';

/** A way to read data. One file each in `readers/`, listed in `open-dataset.ts`. */
export interface Reader<N extends ReaderName> {
  readonly name: N;
  readonly modality: Modality;
  /** Settings that read this path, or null where it is not of this reader's form. */
  detect(path: string, isFolder: boolean): Promise<SettingsOf<N> | null>;
  /** Scans what is there and keeps an index of it. Rejects with a StudioError. */
  open(path: string, read: SettingsOf<N>): Promise<Dataset>;
}
