import * as tf from '@tensorflow/tfjs';
import { type LayerArgs, type SymbolicShape, shapeList, tensorList } from './layer-config';

interface Config {
  readonly normalize?: boolean;
}

/** The sum of its inputs, each times a learned number: softmax(alpha), or 1/n + alpha where they are free. */
export class WeightedSum extends tf.layers.Layer {
  static readonly className = 'WeightedSum';
  readonly #normalize: boolean;
  #alpha: tf.LayerVariable | null = null;

  constructor(config: LayerArgs & Config) {
    super(config);
    this.#normalize = config.normalize ?? true;
  }

  override build(inputShape: SymbolicShape | SymbolicShape[]): void {
    this.#alpha = this.addWeight('alpha', [shapeList(inputShape).length], 'float32', tf.initializers.zeros());
    this.built = true;
  }

  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape {
    return shapeList(inputShape)[0] ?? [];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      if (!this.#alpha) throw new Error('WeightedSum was called before it was built');
      const all = tensorList(inputs);
      const alpha = this.#alpha.read();
      const weights = this.#normalize ? tf.softmax(alpha) : alpha.add(1 / all.length);
      return all.map((x, i) => x.mul(weights.slice([i], [1]).reshape([]))).reduce((a, b) => a.add(b));
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), normalize: this.#normalize };
  }
}
