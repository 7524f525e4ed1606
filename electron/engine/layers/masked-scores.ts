import * as tf from '@tensorflow/tfjs';
import { pick } from './attend';
import { type LayerArgs, type SymbolicShape, shapeList, tensorList } from './layer-config';

interface Config {
  readonly slots: { readonly scores: number; readonly key: number; readonly keyMask?: number };
}

/** Scores [batch, queries, keys], those of padded keys so low that a softmax gives them no weight. */
export class MaskedScores extends tf.layers.Layer {
  static readonly className = 'MaskedScores';
  readonly #slots: Config['slots'];

  constructor(config: LayerArgs & Config) {
    super(config);
    this.#slots = config.slots;
  }

  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape {
    return pick(shapeList(inputShape), this.#slots.scores) ?? [];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const given = tensorList(inputs);
    const scores = pick(given, this.#slots.scores);
    const mask = pick(given, this.#slots.keyMask);
    if (!scores) throw new Error('there are no scores to mask');
    // Keras's own large number.
    return mask ? tf.tidy(() => scores.sub(tf.sub(1, mask.expandDims(1)).mul(1e9))) : scores;
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), slots: { ...this.#slots } };
  }
}
