import * as tf from '@tensorflow/tfjs';
import { featuresOf, firstShape, firstTensor, type LayerArgs, type SymbolicShape } from './layer-config';

interface Config {
  readonly units: number;
}

/** Each column of a table as a token: x_j · W_j + b_j. (The FT-Transformer's tokeniser, arXiv:2106.11959.) */
export class ColumnEmbedding extends tf.layers.Layer {
  static readonly className = 'ColumnEmbedding';
  readonly #units: number;
  #kernel: tf.LayerVariable | null = null;
  #bias: tf.LayerVariable | null = null;

  constructor(config: LayerArgs & Config) {
    super(config);
    this.#units = config.units;
  }

  override build(inputShape: SymbolicShape | SymbolicShape[]): void {
    const columns = featuresOf(firstShape(inputShape));
    this.#kernel = this.addWeight('kernel', [columns, this.#units], 'float32', tf.initializers.zeros());
    this.#bias = this.addWeight('bias', [columns, this.#units], 'float32', tf.initializers.zeros());
    this.built = true;
  }

  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape {
    const shape = firstShape(inputShape);
    return [shape[0] ?? null, featuresOf(shape), this.#units];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      if (!this.#kernel || !this.#bias) throw new Error('ColumnEmbedding was called before it was built');
      return firstTensor(inputs).expandDims(-1).mul(this.#kernel.read()).add(this.#bias.read());
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), units: this.#units };
  }
}
