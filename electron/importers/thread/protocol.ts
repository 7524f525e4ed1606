/** One tensor of a file. `path`: within the HDF5 file. */
export interface StoredTensor {
  readonly path: string;
  readonly shape: readonly number[];
}

/** What the thread is asked. `container`: told by the file's first bytes. */
export interface ReadJob {
  readonly container: 'hdf5' | 'zip';
  readonly bytes: Uint8Array;
  /** Tensors to read; null: look what there is. */
  readonly wanted: readonly StoredTensor[] | null;
}

/** What is in a file. */
export interface FoundInFile {
  /** The model's configuration as it stands there; null: the file has weights only. */
  readonly config: string | null;
  /** Weights by layer, as `.h5` files list them; null: the file has no such list. */
  readonly listed: readonly { readonly layer: string; readonly weights: readonly StoredTensor[] }[] | null;
  /** Every tensor, as Keras 3 files them: `layers/conv2d/vars/0`. `label`: the layer's name where the file says it. */
  readonly stored: readonly (StoredTensor & { readonly label: string | null })[];
}

export type ThreadAnswer =
  | { readonly type: 'found'; readonly found: FoundInFile }
  | { readonly type: 'tensors'; readonly tensors: readonly Float32Array[] }
  /** For people: what was wrong with the file. */
  | { readonly type: 'refused'; readonly message: string; readonly expected: string; readonly received: string };
