import * as tf from '@tensorflow/tfjs';
import { dropoutMask } from '../../randomness';
import { featuresOf, firstTensor, isTraining, type LayerArgs, type SymbolicShape, shapeList, tensorList } from '../layer-config';
import { type Cell, type Direction, type RecurrentConfig, readConfig } from './cell';

export type RecurrentArgs = LayerArgs & Partial<RecurrentConfig> & { readonly units: number };

export const outputShape = (shape: SymbolicShape, width: number, returnSequences: boolean): SymbolicShape =>
  returnSequences ? [shape[0] ?? null, shape[1] ?? null, width] : [shape[0] ?? null, width];

/** The sequence and, where there is one, its mask. */
export function sequenceOf(
  inputs: tf.Tensor | tf.Tensor[],
  masked: boolean,
): { readonly x: tf.Tensor3D; readonly mask: tf.Tensor2D | null } {
  const mask = tensorList(inputs)[1];
  return { x: firstTensor(inputs) as tf.Tensor3D, mask: masked && mask ? (mask as tf.Tensor2D) : null };
}

/** Keras drops the same input features at every step. */
export const dropInputs = (x: tf.Tensor3D, rate: number, name: string): tf.Tensor3D =>
  x.mul(dropoutMask([x.shape[0], 1, x.shape[2]], rate, name));

/** What Keras's recurrent layers have in common: one cell that reads a sequence from the front. */
export abstract class RecurrentLayer extends tf.layers.Layer {
  protected abstract readonly cell: Cell;
  readonly #config: RecurrentConfig;
  #weights: readonly tf.LayerVariable[] = [];

  constructor(config: RecurrentArgs) {
    super(config);
    this.#config = readConfig(config);
  }

  override build(inputShape: SymbolicShape | SymbolicShape[]): void {
    const features = featuresOf(shapeList(inputShape)[0] ?? []);
    this.#weights = this.cell
      .weights(features, this.#config)
      .map(({ name, shape }) => this.addWeight(name, [...shape], 'float32', tf.initializers.zeros()));
    this.built = true;
  }

  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape {
    return outputShape(shapeList(inputShape)[0] ?? [], this.#config.units, this.#config.returnSequences);
  }

  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: { readonly [name: string]: unknown }): tf.Tensor {
    return tf.tidy(() => {
      const { dropout, masked } = this.#config;
      const { x, mask } = sequenceOf(inputs, masked);
      const direction: Direction = {
        x: isTraining(kwargs) && dropout > 0 ? dropInputs(x, dropout, this.name) : x,
        weights: this.#weights.map((weight) => weight.read()),
        backwards: false,
      };
      const [output] = this.cell.read([direction], mask, this.#config);
      if (!output) throw new Error('a recurrent layer gave nothing');
      return output;
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), ...this.#config };
  }
}
