import * as tf from '@tensorflow/tfjs';
import { differentiableScan } from './differentiable-scan';
import { featuresOf, firstShape, firstTensor, type LayerArgs, type SymbolicShape } from './layer-config';

type Size = readonly [number, number];

interface Config {
  readonly filters: number;
  readonly kernelSize: Size;
  readonly strides?: Size;
  readonly padding?: 'same' | 'valid';
  readonly returnSequences?: boolean;
}

const places = (side: number | null | undefined, window: number, stride: number, padding: 'same' | 'valid'): number | null => {
  if (typeof side !== 'number') return null;
  return padding === 'same' ? Math.ceil(side / stride) : Math.ceil((side - window + 1) / stride);
};

/**
 * Keras's `ConvLSTM2D` (Shi et al. 2015, arXiv:1506.04214, without its peepholes): an LSTM whose products are convolutions.
 * [batch, time, height, width, channels].
 */
export class ConvLSTM2D extends tf.layers.Layer {
  static readonly className = 'StudioConvLSTM2D';
  readonly #config: Required<Config>;
  #kernel: tf.LayerVariable | null = null;
  #recurrent: tf.LayerVariable | null = null;
  #bias: tf.LayerVariable | null = null;

  constructor(config: LayerArgs & Config) {
    super(config);
    const { filters, kernelSize, strides = [1, 1], padding = 'valid', returnSequences = false } = config;
    this.#config = { filters, kernelSize, strides, padding, returnSequences };
  }

  override build(inputShape: SymbolicShape | SymbolicShape[]): void {
    const { filters, kernelSize } = this.#config;
    const zeros = tf.initializers.zeros();
    this.#kernel = this.addWeight('kernel', [...kernelSize, featuresOf(firstShape(inputShape)), 4 * filters], 'float32', zeros);
    this.#recurrent = this.addWeight('recurrent_kernel', [...kernelSize, filters, 4 * filters], 'float32', zeros);
    this.#bias = this.addWeight('bias', [4 * filters], 'float32', zeros);
    this.built = true;
  }

  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape {
    const [batch = null, time = null, height, width] = firstShape(inputShape);
    const { filters, kernelSize, strides, padding, returnSequences } = this.#config;
    const map = [places(height, kernelSize[0], strides[0], padding), places(width, kernelSize[1], strides[1], padding), filters];
    return returnSequences ? [batch, time, ...map] : [batch, ...map];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      if (!this.#kernel || !this.#recurrent || !this.#bias) throw new Error('ConvLSTM2D was called before it was built');
      const { filters, strides, padding, returnSequences } = this.#config;
      const x = firstTensor(inputs) as tf.Tensor5D;
      const [batch, time, ...frame] = x.shape;
      // One convolution for all moments, not one a moment.
      const moments = x.transpose([1, 0, 2, 3, 4]).reshape([time * batch, ...frame]) as tf.Tensor4D;
      const convolved = tf.conv2d(moments, this.#kernel.read() as tf.Tensor4D, [...strides], padding).add(this.#bias.read());
      const [, height = 1, width = 1] = convolved.shape;
      const state = [batch, height, width, filters];
      const states = differentiableScan({
        steps: time,
        inputs: [convolved.reshape([time, batch, height, width, 4 * filters])],
        fixed: [],
        carry: [state, state],
        weights: [this.#recurrent.read()],
        step: ([input], _fixed, [h, c], [u]) => {
          if (!input || !h || !c || !u) throw new Error('a ConvLSTM2D step is missing');
          const gates = input.add(tf.conv2d(h as tf.Tensor4D, u as tf.Tensor4D, 1, 'same'));
          const part = (at: number): tf.Tensor => gates.slice([0, 0, 0, at * filters], [batch, height, width, filters]);
          const cell = part(1)
            .sigmoid()
            .mul(c)
            .add(part(0).sigmoid().mul(part(2).tanh()));
          return [part(3).sigmoid().mul(cell.tanh()), cell];
        },
      });
      if (returnSequences) return states.transpose([1, 0, 2, 3, 4]);
      return states.slice([time - 1, 0, 0, 0, 0], [1, batch, height, width, filters]).reshape(state);
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { kernelSize, strides, ...rest } = this.#config;
    return { ...super.getConfig(), ...rest, kernelSize: [...kernelSize], strides: [...strides] };
  }
}
