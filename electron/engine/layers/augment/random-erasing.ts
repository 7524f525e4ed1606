import * as tf from '@tensorflow/tfjs';
import { normalNoise, uniformBetween } from '../../randomness';
import { Augmentation, chosen } from './augmentation';
import { spanMask } from './spans';

interface Settings {
  /** The probability that a picture loses a rectangle is drawn from 0 to this. */
  readonly factor: number;
  /** Part of the picture's area. */
  readonly scale: readonly [number, number];
  /** Null: noise. */
  readonly fillValue: number | null;
  readonly valueRange: readonly [number, number];
}

/** Keras's `RandomErasing` (arXiv:1708.04896): a rectangle of the picture is replaced. */
export class RandomErasing extends Augmentation<Settings> {
  static readonly className = 'RandomErasing';

  protected override changed(x: tf.Tensor): tf.Tensor {
    const [batch = 1, height = 1, width = 1] = x.shape;
    const { factor, scale, fillValue, valueRange } = this.settings;
    const drawn = (what: string, low = 0, high = 1): tf.Tensor => uniformBetween([batch, 1], low, high, `${this.name}/${what}`);
    const side = (axis: string, size: number): tf.Tensor => {
      const length = drawn(`${axis} length`, scale[0], scale[1]).sqrt().mul(size);
      return spanMask(drawn(`${axis} start`).mul(tf.sub(size, length)), length, size);
    };
    const across = side('width', width).reshape([batch, 1, width, 1]);
    const down = side('height', height).reshape([batch, height, 1, 1]);
    const hit = drawn('hit')
      .less(drawn('probability', 0, factor))
      .toFloat()
      .reshape([batch, 1, 1, 1]);
    const filling = fillValue === null ? normalNoise(x.shape, `${this.name}/noise`).mul(valueRange[1]) : tf.fill(x.shape, fillValue);
    return chosen(across.mul(down).mul(hit), filling.clipByValue(valueRange[0], valueRange[1]), x);
  }
}
