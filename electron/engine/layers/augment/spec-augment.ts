import * as tf from '@tensorflow/tfjs';
import { uniformBetween } from '../../randomness';
import { Augmentation, chosen } from './augmentation';
import { spanMask } from './spans';

interface Settings {
  readonly timeMasks: number;
  readonly timeWidth: number;
  readonly frequencyMasks: number;
  readonly frequencyWidth: number;
  readonly fill: 'mean' | 'zero';
}

/** Bands of time and of frequency of a spectrogram are masked (arXiv:1904.08779, without time warping). [batch, frames, bins] or with channels. */
export class SpecAugment extends Augmentation<Settings> {
  static readonly className = 'SpecAugment';

  protected override changed(x: tf.Tensor): tf.Tensor {
    const [batch = 1, frames = 1, bins = 1] = x.shape;
    const rest = x.shape.slice(3).map(() => 1);
    const { timeMasks, timeWidth, frequencyMasks, frequencyWidth, fill } = this.settings;
    const bands = (axis: string, count: number, most: number, size: number): tf.Tensor[] =>
      Array.from({ length: count }, (_, i) => {
        const drawn = (what: string) => uniformBetween([batch, 1], 0, 1, `${this.name}/${axis} ${what} ${i}`);
        // A whole number from 0 to the width, then a start that leaves room for it.
        const length = drawn('width')
          .mul(Math.min(most, size) + 1)
          .floor();
        const start = drawn('start').mul(tf.sub(size, length).add(1)).floor();
        return spanMask(start, length, size);
      });
    const masks = [
      ...bands('time', timeMasks, timeWidth, frames).map((mask) => mask.reshape([batch, frames, 1, ...rest])),
      ...bands('frequency', frequencyMasks, frequencyWidth, bins).map((mask) => mask.reshape([batch, 1, bins, ...rest])),
    ];
    if (masks.length === 0) return x;
    const hidden = masks.reduce((a, b) => a.maximum(b));
    const mean = x.mean(
      x.shape.slice(1).map((_, i) => i + 1),
      true,
    );
    return chosen(hidden, fill === 'mean' ? mean : tf.zerosLike(mean), x);
  }
}
