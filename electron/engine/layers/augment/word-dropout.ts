import * as tf from '@tensorflow/tfjs';
import { keptMask } from '../../randomness';
import { Augmentation } from './augmentation';

interface Settings {
  readonly rate: number;
  /** The id that stands for an unknown word. */
  readonly unknown: number;
}

/** Ids become the unknown word's at random; padding (0) stays (arXiv:1511.06349, 3.2). */
export class WordDropout extends Augmentation<Settings> {
  static readonly className = 'WordDropout';

  protected override changed(x: tf.Tensor): tf.Tensor {
    const dropped = tf
      .sub(1, keptMask(x.shape, this.settings.rate, this.name))
      .mul(x.greater(0).toFloat())
      .toInt();
    return x.mul(tf.sub(tf.scalar(1, 'int32'), dropped)).add(dropped.mul(tf.scalar(this.settings.unknown, 'int32')));
  }
}
