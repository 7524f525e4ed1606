import * as tf from '@tensorflow/tfjs';
import { firstShape, firstTensor, type LayerArgs, type SymbolicShape } from './layer-config';
import { withoutGradient } from './without-gradient';

interface Config {
  readonly numTokens: number;
  readonly outputMode: string;
}

/** Keras's `CategoryEncoding`: ids as ones among zeros. tfjs's own reads the numbers while it computes. */
export class CategoryEncoding extends tf.layers.Layer {
  static readonly className = 'StudioCategoryEncoding';
  readonly #tokens: number;
  readonly #mode: 'oneHot' | 'multiHot' | 'count';

  constructor(config: LayerArgs & Config) {
    super(config);
    this.#tokens = config.numTokens;
    // tfjs spells Keras's words in its own way.
    const mode = config.outputMode.replace(/_hot$/, 'Hot');
    if (mode !== 'oneHot' && mode !== 'multiHot' && mode !== 'count') throw new Error(`CategoryEncoding has no mode ${mode}`);
    this.#mode = mode;
  }

  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape {
    const shape = firstShape(inputShape);
    const kept = this.#mode === 'oneHot' && shape.at(-1) !== 1 ? shape : shape.slice(0, -1);
    return [...kept, this.#tokens];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() =>
      withoutGradient(firstTensor(inputs), (input) => {
        const ones = tf.oneHot(input.cast('int32') as tf.Tensor1D, this.#tokens).cast('float32');
        switch (this.#mode) {
          case 'oneHot':
            return input.shape.at(-1) === 1 ? ones.squeeze([-2]) : ones;
          case 'multiHot':
            return ones.max(-2);
          case 'count':
            return ones.sum(-2);
        }
      }),
    );
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), numTokens: this.#tokens, outputMode: this.#mode.replace('Hot', '_hot') };
  }
}
