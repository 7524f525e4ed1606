import * as tf from '@tensorflow/tfjs';
import { interpolateAlong } from './interpolate-along';
import { firstShape, firstTensor, type LayerArgs, type SymbolicShape } from './layer-config';
import { repeatAlong } from './repeat-along';
import { type Axes, perAxis, type Size } from './spatial';

interface Config {
  readonly axes: Axes;
  readonly size: Size;
  readonly interpolation: 'nearest' | 'bilinear';
}

function larger(x: tf.Tensor, times: readonly number[], interpolation: Config['interpolation']): tf.Tensor {
  if (interpolation === 'bilinear') return times.reduce((now, by, axis) => interpolateAlong(now, axis + 1, by), x);
  // One pass; in JavaScript its gradient is wrong.
  if (x.rank !== 4 || tf.getBackend() !== 'tensorflow') return times.reduce((now, by, axis) => repeatAlong(now, axis + 1, by), x);
  const [, height = 1, width = 1] = x.shape;
  return tf.image.resizeNearestNeighbor(x as tf.Tensor4D, [height * (times[0] ?? 1), width * (times[1] ?? 1)]);
}

/** Keras's `UpSampling1D`, `UpSampling2D`, `UpSampling3D`. */
export class UpSampling extends tf.layers.Layer {
  static readonly className = 'StudioUpSampling';
  readonly #config: Config;

  constructor(config: LayerArgs & Config) {
    super(config);
    const { axes, size, interpolation } = config;
    this.#config = { axes, size, interpolation };
  }

  get #times(): number[] {
    return perAxis(this.#config.size, this.#config.axes);
  }

  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape {
    return firstShape(inputShape).map((side, i) => (side === null ? null : side * (this.#times[i - 1] ?? 1)));
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => larger(firstTensor(inputs), this.#times, this.#config.interpolation));
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), axes: this.#config.axes, size: this.#times, interpolation: this.#config.interpolation };
  }
}
