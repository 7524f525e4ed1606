import * as tf from '@tensorflow/tfjs';
import { addLoss } from '../added-losses';
import { firstShape, firstTensor, isTraining, type LayerArgs, type SymbolicShape } from './layer-config';

interface Config {
  readonly l1?: number;
  readonly l2?: number;
}

/** Keras's `ActivityRegularization`: hands on what comes and adds l1 · Σ|x| + l2 · Σx² to the loss, the mean over the batch. */
export class ActivityRegularization extends tf.layers.Layer {
  static readonly className = 'ActivityRegularization';
  readonly #config: Required<Config>;

  constructor(config: LayerArgs & Config) {
    super(config);
    this.#config = { l1: config.l1 ?? 0, l2: config.l2 ?? 0 };
  }

  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape {
    return firstShape(inputShape);
  }

  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: { readonly [name: string]: unknown }): tf.Tensor {
    const x = firstTensor(inputs);
    const { l1, l2 } = this.#config;
    if (isTraining(kwargs) && (l1 > 0 || l2 > 0)) {
      const [samples = 1] = x.shape;
      addLoss(() =>
        x
          .abs()
          .sum()
          .mul(l1 / samples)
          .add(
            x
              .square()
              .sum()
              .mul(l2 / samples),
          ),
      );
    }
    return x;
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), ...this.#config };
  }
}
