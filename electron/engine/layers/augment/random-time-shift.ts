import * as tf from '@tensorflow/tfjs';
import { uniformBetween } from '../../randomness';
import { Augmentation } from './augmentation';
import { project } from './project';

interface Settings {
  /** Part of the length, to either side. */
  readonly factor: number;
  readonly fillMode: 'constant' | 'wrap';
}

/** A waveform [batch, samples] earlier or later by whole samples; what comes in is silence, or what went out at the other end. */
export class RandomTimeShift extends Augmentation<Settings> {
  static readonly className = 'RandomTimeShift';

  protected override changed(x: tf.Tensor): tf.Tensor {
    const [batch = 1, samples = 1] = x.shape;
    const most = this.settings.factor * samples;
    const shift = uniformBetween([batch, 1], -most, most, this.name).round();
    const [one, nothing] = [tf.onesLike(shift), tf.zerosLike(shift)];
    const rows = x.reshape([batch, 1, samples, 1]);
    const filling = { fillMode: this.settings.fillMode, fillValue: 0, interpolation: 'nearest' } as const;
    return project(rows, { a: [one, nothing, shift.neg()], b: [nothing, one, nothing] }, filling).reshape([batch, samples]);
  }
}
