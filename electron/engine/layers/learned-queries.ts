import * as tf from '@tensorflow/tfjs';
import { firstShape, firstTensor, type LayerArgs, type SymbolicShape } from './layer-config';

interface Config {
  readonly count: number;
  readonly width: number;
}

/** Learned places, the same for every sample: [batch, count, width]. Of the input only its batch counts (arXiv:2005.12872). */
export class LearnedQueries extends tf.layers.Layer {
  static readonly className = 'LearnedQueries';
  readonly #config: Config;
  #queries: tf.LayerVariable | null = null;

  constructor(config: LayerArgs & Config) {
    super(config);
    this.#config = { count: config.count, width: config.width };
  }

  override build(): void {
    const { count, width } = this.#config;
    this.#queries = this.addWeight('queries', [count, width], 'float32', tf.initializers.zeros());
    this.built = true;
  }

  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape {
    const [batch = null] = firstShape(inputShape);
    return [batch, this.#config.count, this.#config.width];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      if (!this.#queries) throw new Error('LearnedQueries was called before it was built');
      const [batch = 1] = firstTensor(inputs).shape;
      return this.#queries
        .read()
        .expandDims(0)
        .mul(tf.ones([batch, 1, 1]));
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), ...this.#config };
  }
}
