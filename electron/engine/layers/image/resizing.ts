import * as tf from '@tensorflow/tfjs';
import { aspectCrop } from '../../../../shared/layers/aspect-crop';
import { firstShape, firstTensor, type LayerArgs, type SymbolicShape } from '../layer-config';

interface Config {
  readonly height: number;
  readonly width: number;
  readonly interpolation: 'bilinear' | 'nearest';
  readonly cropToAspectRatio: boolean;
}

/** The matrix [to, from] that brings an axis to another size: pixels have their centres at ½. */
function weights(from: number, to: number, interpolation: Config['interpolation']): tf.Tensor2D {
  const table = new Float32Array(to * from);
  for (let i = 0; i < to; i++) {
    const at = ((i + 0.5) * from) / to;
    if (interpolation === 'nearest') {
      table[i * from + Math.min(from - 1, Math.floor(at))] = 1;
      continue;
    }
    const centre = at - 0.5;
    const low = Math.floor(centre);
    const share = centre - low;
    const inside = (place: number): number => i * from + Math.min(from - 1, Math.max(0, place));
    table[inside(low)] = (table[inside(low)] ?? 0) + 1 - share;
    table[inside(low + 1)] = (table[inside(low + 1)] ?? 0) + share;
  }
  return tf.tensor2d(table, [to, from]);
}

/** The gradient of resizing: each axis through its matrix the other way. (tfjs's own takes other pixel centres.) */
function backwards(dy: tf.Tensor, size: readonly [number, number], interpolation: Config['interpolation']): tf.Tensor {
  const [batch = 1, height = 1, width = 1, channels = 1] = dy.shape;
  const rows = dy.transpose([1, 0, 2, 3]).reshape([height, batch * width * channels]);
  const down = tf.matMul(weights(size[0], height, interpolation), rows, true).reshape([size[0], batch, width, channels]);
  const cols = down.transpose([2, 1, 0, 3]).reshape([width, batch * size[0] * channels]);
  const across = tf.matMul(weights(size[1], width, interpolation), cols, true);
  return across.reshape([size[1], batch, size[0], channels]).transpose([1, 2, 0, 3]);
}

/** Keras's `Resizing`. [batch, height, width, channels] */
export class Resizing extends tf.layers.Layer {
  static readonly className = 'StudioResizing';
  readonly #config: Config;

  constructor(args: LayerArgs & Config) {
    super(args);
    const { height, width, interpolation, cropToAspectRatio } = args;
    this.#config = { height, width, interpolation, cropToAspectRatio };
  }

  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape {
    const [batch = null, , , channels = null] = firstShape(inputShape);
    return [batch, this.#config.height, this.#config.width, channels];
  }

  #resized(x: tf.Tensor4D): tf.Tensor {
    const { height, width, interpolation } = this.#config;
    const run = tf.customGrad((...args) => {
      const [image] = args as unknown as [tf.Tensor4D];
      const [, from = 1, across = 1] = image.shape;
      const resize = interpolation === 'nearest' ? tf.image.resizeNearestNeighbor : tf.image.resizeBilinear;
      return {
        value: resize(image, [height, width], false, true),
        gradFunc: (dy: tf.Tensor) => backwards(dy, [from, across], interpolation),
      };
    });
    return run(x);
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = firstTensor(inputs) as tf.Tensor4D;
      const [batch, height, width, channels] = x.shape;
      if (!this.#config.cropToAspectRatio) return this.#resized(x);
      const kept = aspectCrop([height, width], [this.#config.height, this.#config.width]);
      return this.#resized(x.slice([0, kept.top, kept.left, 0], [batch, kept.height, kept.width, channels]));
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), ...this.#config };
  }
}
