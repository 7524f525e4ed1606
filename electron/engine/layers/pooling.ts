import * as tf from '@tensorflow/tfjs';
import { averagePool } from './average-pool';
import { placesOf } from './conv-layer';
import { firstShape, firstTensor, type LayerArgs, type SymbolicShape } from './layer-config';
import { mustLeavePlaces } from './must-leave-places';
import { type Axes, asRow, fromRow, perAxis, type Size } from './spatial';

interface Config {
  readonly axes: Axes;
  readonly pool: 'max' | 'average';
  readonly poolSize: Size;
  readonly strides: Size;
  readonly padding: 'valid' | 'same';
}

type Pair = [number, number];
type Triple = [number, number, number];

function poolOf(x: tf.Tensor, size: number[], strides: number[], kind: Pick<Config, 'pool' | 'padding'>): tf.Tensor {
  const { pool, padding } = kind;
  if (x.rank === 3) return fromRow(poolOf(asRow(x), [1, ...size], [1, ...strides], kind));
  if (pool === 'average') return averagePool(x, size, strides, padding);
  return x.rank === 5
    ? tf.maxPool3d(x as tf.Tensor5D, size as Triple, strides as Triple, padding)
    : tf.maxPool(x as tf.Tensor4D, size as Pair, strides as Pair, padding);
}

/** Keras's `MaxPooling1D`, `MaxPooling3D`, `AveragePooling1D` to `3D`. */
export class Pooling extends tf.layers.Layer {
  static readonly className = 'StudioPooling';
  readonly #config: Config;

  constructor(config: LayerArgs & Config) {
    super(config);
    const { axes, pool, poolSize, strides, padding } = config;
    this.#config = { axes, pool, poolSize, strides, padding };
  }

  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape {
    const { axes, poolSize, strides, padding } = this.#config;
    const [size, steps] = [perAxis(poolSize, axes), perAxis(strides, axes)];
    const shape = firstShape(inputShape);
    const sides = shape.slice(1, -1).map((side, axis) => placesOf(side, size[axis] ?? 1, steps[axis] ?? 1, padding));
    return [shape[0] ?? null, ...sides, shape.at(-1) ?? null];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const { axes, poolSize, strides } = this.#config;
    return tf.tidy(() => {
      const x = firstTensor(inputs);
      mustLeavePlaces(this.name, x.shape, this.computeOutputShape(x.shape));
      return poolOf(x, perAxis(poolSize, axes), perAxis(strides, axes), this.#config);
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { poolSize, strides, ...rest } = this.#config;
    const plain = (size: Size) => (typeof size === 'number' ? size : [...size]);
    return { ...super.getConfig(), ...rest, poolSize: plain(poolSize), strides: plain(strides) };
  }
}
