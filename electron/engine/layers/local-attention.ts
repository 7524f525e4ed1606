import * as tf from '@tensorflow/tfjs';
import { dropoutMask } from '../randomness';
import { allOf, maskedSoftmax } from './allowed';
import { blockCount, blocksOf, unblocked, windowsOf } from './blocks';
import { headParts, joinHeads } from './heads';
import { isTraining, type LayerArgs, type SymbolicShape, tensorList } from './layer-config';
import { SequenceAttention, type SequenceAttentionConfig } from './sequence-attention';

interface Config extends SequenceAttentionConfig {
  readonly dropout?: number;
  readonly window: number;
}

/** Which places of a block and its neighbours are within reach of each of its own: [size, blocks · size]. The same for any length. */
function bandOf(size: number, causal: boolean): tf.Tensor2D {
  const width = (causal ? 2 : 3) * size;
  const values = new Float32Array(size * width);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < width; column++) {
      const distance = column - (size + row);
      if (distance >= -size && distance <= (causal ? 0 : size)) values[row * width + column] = 1;
    }
  }
  return tf.tensor2d(values, [size, width]);
}

/**
 * Every place attends to those at most `window` before and behind it. The sequence is cut into blocks as long as the window,
 * each of which is compared with itself and its neighbours: time and memory grow with places × window, never with places².
 */
export class LocalAttention extends SequenceAttention {
  static readonly className = 'LocalAttention';
  /** Places of a block. */
  readonly blockSize: number;
  readonly #dropout: number;

  constructor(config: LayerArgs & Config) {
    super(config);
    this.blockSize = config.window;
    this.#dropout = config.dropout ?? 0;
  }

  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape {
    return this.contextShape(inputShape);
  }

  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: { readonly [name: string]: unknown }): tf.Tensor {
    return tf.tidy(() => {
      const { query, key, value, real } = headParts(tensorList(inputs), this.slots, this.heads);
      const [, , places, features] = query.shape;
      const size = this.blockSize;
      const count = blockCount(places, size);
      const after = this.causal ? 0 : 1;
      const around = (x: tf.Tensor4D): tf.Tensor5D => windowsOf(x, count, size, 1, after);
      const asked = blocksOf(query.mul(1 / Math.sqrt(features)), count, size);
      const energies = tf.matMul(asked, around(key), false, true);
      // What was padded to fill the blocks is no place either.
      const there = around(real ? real.reshape([real.shape[0], 1, places, 1]) : tf.ones([1, 1, places, 1]));
      const [rows, , , width] = there.shape;
      const allowed = allOf([there.reshape([rows, 1, count, 1, width]), bandOf(size, this.causal)]);
      const weights = maskedSoftmax(energies, allowed);
      const used = isTraining(kwargs) && this.#dropout > 0 ? weights.mul(dropoutMask(weights.shape, this.#dropout, this.name)) : weights;
      return joinHeads(unblocked(tf.matMul(used, around(value)) as tf.Tensor5D, places));
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), window: this.blockSize, dropout: this.#dropout };
  }
}
