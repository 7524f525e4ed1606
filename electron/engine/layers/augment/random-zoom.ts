import * as tf from '@tensorflow/tfjs';
import { uniformBetween } from '../../randomness';
import { Augmentation } from './augmentation';
import { type Filling, project } from './project';

interface Settings extends Filling {
  readonly heightFactor: number;
  /** Null: as the height, so that forms stay. */
  readonly widthFactor: number | null;
}

/** Keras's `RandomZoom`: nearer or further, around the middle. */
export class RandomZoom extends Augmentation<Settings> {
  static readonly className = 'RandomZoom';

  protected override changed(x: tf.Tensor): tf.Tensor {
    const [batch = 1, height = 1, width = 1] = x.shape;
    const { heightFactor, widthFactor } = this.settings;
    const drawn = (factor: number, axis: string): tf.Tensor => uniformBetween([batch, 1], 1 - factor, 1 + factor, `${this.name}/${axis}`);
    const down = drawn(heightFactor, 'height');
    const across = widthFactor === null ? down : drawn(widthFactor, 'width');
    const nothing = tf.zerosLike(down);
    const offset = (zoom: tf.Tensor, size: number): tf.Tensor => tf.sub(1, zoom).mul((size - 1) / 2);
    return project(x, { a: [across, nothing, offset(across, width)], b: [nothing, down, offset(down, height)] }, this.settings);
  }
}
