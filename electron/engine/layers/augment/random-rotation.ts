import type * as tf from '@tensorflow/tfjs';
import { uniformBetween } from '../../randomness';
import { Augmentation } from './augmentation';
import { type Filling, project } from './project';

interface Settings extends Filling {
  /** Part of a full turn, to either side. */
  readonly factor: number;
}

/** Keras's `RandomRotation`: turned around the middle. */
export class RandomRotation extends Augmentation<Settings> {
  static readonly className = 'RandomRotation';

  protected override changed(x: tf.Tensor): tf.Tensor {
    const [batch = 1, height = 1, width = 1] = x.shape;
    const most = this.settings.factor * 2 * Math.PI;
    const angle = uniformBetween([batch, 1], -most, most, this.name);
    const [cos, sin] = [angle.cos(), angle.sin()];
    const [cx, cy] = [(width - 1) / 2, (height - 1) / 2];
    const a2 = cos.mul(-cx).add(sin.mul(cy)).add(cx);
    const b2 = sin.mul(-cx).sub(cos.mul(cy)).add(cy);
    return project(x, { a: [cos, sin.neg(), a2], b: [sin, cos, b2] }, this.settings);
  }
}
