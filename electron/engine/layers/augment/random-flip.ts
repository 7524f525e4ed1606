import * as tf from '@tensorflow/tfjs';
import { uniformBetween } from '../../randomness';
import { Augmentation, chosen } from './augmentation';

interface Settings {
  readonly mode: 'horizontal' | 'vertical' | 'horizontal_and_vertical';
}

/** Keras's `RandomFlip`: every second picture mirrored; with both directions it is turned by half. */
export class RandomFlip extends Augmentation<Settings> {
  static readonly className = 'RandomFlip';

  protected override changed(x: tf.Tensor): tf.Tensor {
    const axes = [...(this.settings.mode === 'horizontal' ? [] : [1]), ...(this.settings.mode === 'vertical' ? [] : [2])];
    const flips = uniformBetween([x.shape[0] ?? 1, 1, 1, 1], 0, 1, this.name)
      .lessEqual(0.5)
      .toFloat();
    return chosen(flips, tf.reverse(x, axes), x);
  }
}
