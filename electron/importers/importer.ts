import type { FileLook } from '../../shared/graph/params';

/** The weights of one layer of a saved model, in Keras's order. */
export interface LayerWeights {
  readonly layer: string;
  readonly weights: readonly { readonly shape: readonly number[]; readonly data: Float32Array }[];
}

/** A layer that is wanted, with the shapes that its weights must have. */
export interface WantedLayer {
  readonly layer: string;
  readonly shapes: readonly (readonly number[])[];
}

/** A format of saved models: one file each. */
export interface Importer {
  readonly format: 'keras-h5' | 'keras' | 'tfjs' | 'run';
  /** In words: `Keras’s .h5`. */
  readonly title: string;
  /** Whether the file is of this format, by its name and first bytes. */
  fits(file: string, first: Buffer): boolean;
  /** The model as nodes of ours, and the hash of what was read. Rejects with a StudioError. */
  describe(file: string): Promise<FileLook>;
  /**
   * Weights of some layers, in the order in which they are asked for. Rejects with a StudioError where the file is another
   * than the one described (`sha256`; null: any), or a layer or a shape is not there.
   */
  weights(file: string, sha256: string | null, wanted: readonly WantedLayer[]): Promise<readonly LayerWeights[]>;
}
