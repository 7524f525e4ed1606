import * as tf from '@tensorflow/tfjs';
import { firstShape, firstTensor, type LayerArgs, type SymbolicShape } from './layer-config';

interface Config {
  readonly axis: number;
}

/**
 * Weights along the lines of a picture, [batch, lines, heads, i, j], as a matrix over all its places, [batch, heads, places,
 * places]: 0 where two places are not on one line. For those who look at it: training never asks.
 */
export class LineScores extends tf.layers.Layer {
  static readonly className = 'LineScores';
  readonly #axis: number;

  constructor(config: LayerArgs & Config) {
    super(config);
    this.#axis = config.axis;
  }

  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape {
    const [batch = null, lines, heads = null, places] = firstShape(inputShape);
    const all = typeof lines === 'number' && typeof places === 'number' ? lines * places : null;
    return [batch, heads, all, all];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const scores = firstTensor(inputs);
      const [batch = 1, lines = 1, heads = 1, places = 1] = scores.shape;
      const byHead = scores.transpose([0, 2, 1, 3, 4]).reshape([batch * heads, lines, places, places]);
      const same = tf.eye(lines);
      const spread =
        this.#axis === 2
          ? byHead.reshape([batch * heads, lines, places, 1, places]).mul(same.reshape([1, lines, 1, lines, 1]))
          : byHead
              .transpose([0, 2, 1, 3])
              .reshape([batch * heads, places, lines, places, 1])
              .mul(same.reshape([1, 1, lines, 1, lines]));
      return spread.reshape([batch, heads, lines * places, lines * places]);
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), axis: this.#axis };
  }
}
