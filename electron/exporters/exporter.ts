import type { ExportFormat } from '../../shared/run';
import type { TrainedModel } from './trained-model';

/** What loading an export again and comparing it showed. */
export interface Comparison {
  readonly samples: number;
  /** The largest difference of any number that the model gives. */
  readonly maxDifference: number;
  /** Part of the samples whose best class is the same; null for a regression. */
  readonly top1Agreement: number | null;
  /** Where something could not be compared, what and how to do it by hand. */
  readonly note: string | null;
}

/** One format. Each lives in a file of its own and is listed in `exporters.ts`. */
export interface Exporter {
  readonly format: ExportFormat;
  readonly title: string;
  /**
   * Writes the export and returns its files, absolute.
   *
   * @param path a folder, or a file for formats that are one file; its parent exists
   */
  write(model: TrainedModel, path: string): Promise<readonly string[]>;
  /** Loads what was written, away from the engine that trained it, and compares it on the held-out samples. */
  compare(model: TrainedModel, path: string): Promise<Comparison>;
}
