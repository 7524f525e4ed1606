import type * as tf from '@tensorflow/tfjs';

/** What a recurrent layer is set to, defaults filled in. Cells leave out what they do not have. */
export interface RecurrentConfig {
  readonly units: number;
  readonly returnSequences: boolean;
  /** Part of the input features dropped, the same at every step. */
  readonly dropout: number;
  /** A second input holds the mask. */
  readonly masked: boolean;
  readonly activation: Activation;
  readonly resetAfter: boolean;
  readonly useBias: boolean;
}

export type Activation = 'tanh' | 'relu' | 'sigmoid' | 'linear';

/** One reading of a sequence: [batch, steps, features], from the front or from the back. */
export interface Direction {
  readonly x: tf.Tensor3D;
  /** In the order of the cell's `weights`. */
  readonly weights: readonly tf.Tensor[];
  readonly backwards: boolean;
}

/** A recurrent cell: its weights, and how it goes through a sequence in every direction at once. */
export interface Cell {
  weights(features: number, config: RecurrentConfig): readonly { readonly name: string; readonly shape: readonly number[] }[];
  /**
   * One tensor a direction, its steps in the order of the inputs: [batch, steps, units], or the state after the last step
   * that it read: [batch, units].
   */
  read(directions: readonly Direction[], mask: tf.Tensor2D | null, config: RecurrentConfig): tf.Tensor[];
}

/** Fills in Keras's defaults. */
export function readConfig(config: Partial<RecurrentConfig> & { readonly units: number }): RecurrentConfig {
  return {
    units: config.units,
    returnSequences: config.returnSequences ?? false,
    dropout: config.dropout ?? 0,
    masked: config.masked ?? false,
    activation: config.activation ?? 'tanh',
    resetAfter: config.resetAfter ?? true,
    useBias: config.useBias ?? true,
  };
}
