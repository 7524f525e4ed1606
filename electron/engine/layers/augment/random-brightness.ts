import type * as tf from '@tensorflow/tfjs';
import { uniformBetween } from '../../randomness';
import { Augmentation } from './augmentation';

interface Settings {
  readonly factor: number;
  readonly valueRange: readonly [number, number];
}

/** Keras's `RandomBrightness`: one number added to a whole picture, kept within the range. */
export class RandomBrightness extends Augmentation<Settings> {
  static readonly className = 'RandomBrightness';

  protected override changed(x: tf.Tensor): tf.Tensor {
    const { factor, valueRange } = this.settings;
    const [low, high] = valueRange;
    const delta = uniformBetween([x.shape[0] ?? 1, 1, 1, 1], -factor, factor, this.name).mul(high - low);
    return x.add(delta).clipByValue(low, high);
  }
}
