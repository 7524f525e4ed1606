import * as tf from '@tensorflow/tfjs';
import { uniformBetween } from '../../randomness';
import { Augmentation } from './augmentation';
import { type Filling, project } from './project';

interface Settings extends Filling {
  readonly heightFactor: number;
  readonly widthFactor: number;
}

/** Keras's `RandomTranslation`: moved down or up, right or left, by a part of its size. */
export class RandomTranslation extends Augmentation<Settings> {
  static readonly className = 'RandomTranslation';

  protected override changed(x: tf.Tensor): tf.Tensor {
    const [batch = 1, height = 1, width = 1] = x.shape;
    const { heightFactor, widthFactor } = this.settings;
    const drawn = (factor: number, size: number, axis: string): tf.Tensor =>
      uniformBetween([batch, 1], -factor, factor, `${this.name}/${axis}`).mul(-size);
    const down = drawn(heightFactor, height, 'height');
    const across = drawn(widthFactor, width, 'width');
    const [one, nothing] = [tf.onesLike(down), tf.zerosLike(down)];
    return project(x, { a: [one, nothing, across], b: [nothing, one, down] }, this.settings);
  }
}
