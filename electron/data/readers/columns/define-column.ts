import type { PartContent, SampleView } from '../../../../shared/dataset';
import type { InputFacts, TargetFacts } from '../../../../shared/graph/facts';
import type { RecordColumn } from '../../../../shared/record-columns';
import type { ColumnCounts } from '../../column-counts';
import type { PictureSize, RawPart } from '../../dataset';
import type { FileStamp } from '../../fingerprint';
import type { SettingsOf } from '../../reader';
import type { RecordFile } from '../../records/record-file';

/** One input of a row: what is known of it, and how it is read out of the cells. */
export interface RecordInput {
  readonly name: string;
  readonly facts: InputFacts;
  part(cells: readonly string[], need?: PictureSize): Promise<RawPart>;
  content(cells: readonly string[]): Promise<PartContent>;
}

/** What a row asks for. */
export interface RecordTarget {
  readonly name: string;
  readonly facts: TargetFacts;
  /** A number a sample, as `Dataset.targets` has them; null: it is more than a number, and read by `part`. */
  readonly numbers: Float64Array | null;
  part?(index: number, cells: readonly string[]): Promise<RawPart> | RawPart;
  /** What a person sees of it; absent: other targets show it. */
  label?(index: number, cells: readonly string[]): string | number;
  /** Boxes drawn over the picture; absent: none. */
  shown?(index: number): NonNullable<SampleView['boxes']>;
}

/** What is known of a column before its cells are read. */
export interface ColumnContext {
  /** Its name in the file. */
  readonly column: string;
  readonly as: RecordColumn;
  /** Where its cell stands in a row. */
  readonly at: number;
  readonly read: SettingsOf<'records'>;
  readonly file: RecordFile;
  /** Where files lie that cells name. */
  readonly folder: string;
  /** Of all cells of all columns: known once every row was looked at. */
  readonly counts: ColumnCounts;
}

/** What every row said of a column. */
export interface ColumnFound {
  readonly inputs?: readonly RecordInput[];
  readonly targets?: readonly RecordTarget[];
  /** Files that the rows name, once each. */
  readonly stamps?: readonly FileStamp[];
  /** In words, for the data panel. */
  readonly warnings?: readonly string[];
}

/** A look through one column, row by row. */
export interface ColumnLook {
  /**
   * What is kept of a cell: one number, so that an index of millions of rows fits into memory. A string: what is wrong with
   * the row; it completes “Line 7 …” (`has no number in “y”`).
   */
  look(cell: string, cells: readonly string[]): number | string;
  /** After all rows: by number that was kept, what is wrong with it after all; null: nothing. Absent: nothing ever. */
  check?(): Promise<(kept: number) => string | null>;
  /**
   * After all rows.
   *
   * @param kept the numbers of the rows that have everything, in their order
   * @throws StudioError where the column cannot be what it is said to be
   */
  finish(kept: Float64Array): ColumnFound;
}

/** A kind of column of records. One file each, listed in `columns.ts`. */
export type ColumnKind = (context: ColumnContext) => ColumnLook;
