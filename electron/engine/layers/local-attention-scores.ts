import * as tf from '@tensorflow/tfjs';
import { allOf, distances, maskedSoftmax } from './allowed';
import { headParts } from './heads';
import { type LayerArgs, type SymbolicShape, tensorList } from './layer-config';
import { SequenceAttention, type SequenceAttentionConfig } from './sequence-attention';

interface Config extends SequenceAttentionConfig {
  readonly window: number;
}

/** The weights of `LocalAttention` as a whole matrix, [batch, heads, query, key], for those who look at it: training never asks. */
export class LocalAttentionScores extends SequenceAttention {
  static readonly className = 'LocalAttentionScores';
  readonly #window: number;

  constructor(config: LayerArgs & Config) {
    super(config);
    this.#window = config.window;
  }

  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape {
    return this.scoresShape(inputShape);
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const { query, key, real } = headParts(tensorList(inputs), this.slots, this.heads);
      const distance = distances(query.shape[2], key.shape[2]);
      const near = distance.abs().lessEqual(this.#window).toFloat();
      const past = this.causal ? distance.lessEqual(0).toFloat() : null;
      const energies = tf.matMul(query.mul(1 / Math.sqrt(query.shape[3])), key, false, true);
      return maskedSoftmax(energies, allOf([near, past, real?.reshape([real.shape[0], 1, 1, real.shape[1]]) ?? null]));
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), window: this.#window };
  }
}
