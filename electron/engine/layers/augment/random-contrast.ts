import type * as tf from '@tensorflow/tfjs';
import { uniformBetween } from '../../randomness';
import { Augmentation } from './augmentation';

interface Settings {
  readonly factor: number;
  readonly valueRange: readonly [number, number];
}

/** Keras's `RandomContrast`: differences from the mean of each channel become larger or smaller, kept within the range. */
export class RandomContrast extends Augmentation<Settings> {
  static readonly className = 'RandomContrast';

  protected override changed(x: tf.Tensor): tf.Tensor {
    const { factor, valueRange } = this.settings;
    const by = uniformBetween([x.shape[0] ?? 1, 1, 1, 1], 1 - factor, 1 + factor, this.name);
    const mean = x.mean([1, 2], true);
    return x.sub(mean).mul(by).add(mean).clipByValue(valueRange[0], valueRange[1]);
  }
}
