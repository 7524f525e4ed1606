import * as tf from '@tensorflow/tfjs';
import { firstShape, type LayerArgs, type SymbolicShape, tensorList } from './layer-config';
import { MultiHeadAttention, type MultiHeadConfig } from './multi-head-attention';

interface Config extends MultiHeadConfig {
  /** The axis along which places see each other: [1], height, or [2], width. */
  readonly attentionAxes: readonly [number];
}

/**
 * Keras's `MultiHeadAttention` of a picture [batch, height, width, channels] with one `attention_axes`: every line of the picture
 * is a sequence of its own. Outputs: a picture, scores [batch, lines, heads, query, key].
 */
export class AxialAttention extends MultiHeadAttention {
  static override readonly className: string = 'AxialAttention';
  readonly #axis: number;

  constructor(config: LayerArgs & Config) {
    super(config);
    this.#axis = config.attentionAxes[0];
  }

  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape[] {
    const shape = firstShape(inputShape);
    const [batch = null, height = null, width = null, channels = null] = shape;
    const [lines, places] = this.#axis === 1 ? [width, height] : [height, width];
    const [output = []] = super.computeOutputShape([[batch, places, channels]]);
    return [
      [batch, height, width, output.at(-1) ?? null],
      [batch, lines, this.heads, places, places],
    ];
  }

  /** Lines before places; the same again turns it back. */
  #turned(x: tf.Tensor4D): tf.Tensor4D {
    return this.#axis === 1 ? x.transpose([0, 2, 1, 3]) : x;
  }

  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: { readonly [name: string]: unknown }): tf.Tensor[] {
    return tf.tidy(() => {
      const folded = tensorList(inputs).map((input) => {
        const x = this.#turned(input as tf.Tensor4D);
        const [batch, lines, places, channels] = x.shape;
        return { batch, lines, rows: x.reshape([batch * lines, places, channels]) };
      });
      const [first] = folded;
      if (!first) throw new Error('axial attention was called without a picture');
      const made = super.call(
        folded.map(({ rows }) => rows),
        kwargs,
      );
      const [seen, scores] = made;
      if (!seen || !scores) throw new Error('axial attention lost its scores');
      const { batch, lines } = first;
      const unfold = (x: tf.Tensor): tf.Tensor => x.reshape([batch, lines, ...x.shape.slice(1)]);
      return [this.#turned(unfold(seen) as tf.Tensor4D), unfold(scores)];
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), attentionAxes: [this.#axis] };
  }
}
