import * as tf from '@tensorflow/tfjs';
import { convolve } from './convolve';
import { differentiableScan } from './differentiable-scan';
import { featuresOf, firstShape, firstTensor, type LayerArgs, type SymbolicShape } from './layer-config';

interface Config {
  readonly axes: 1 | 2 | 3;
  readonly filters: number;
  readonly kernelSize: number | readonly number[];
  readonly strides: number | readonly number[];
  readonly padding: 'same' | 'valid';
  readonly returnSequences: boolean;
}

const perAxis = (value: number | readonly number[], axes: number): readonly number[] =>
  typeof value === 'number' ? Array.from({ length: axes }, () => value) : value;

const places = (side: number | null | undefined, window: number, stride: number, padding: 'same' | 'valid'): number | null => {
  if (typeof side !== 'number') return null;
  return padding === 'same' ? Math.ceil(side / stride) : Math.ceil((side - window + 1) / stride);
};

/** Time before the batch; the same again turns it back. */
const turned = (x: tf.Tensor): tf.Tensor => x.transpose([1, 0, ...x.shape.map((_, axis) => axis).slice(2)]);

/**
 * Keras's `ConvLSTM1D`, `ConvLSTM2D`, `ConvLSTM3D` (Shi et al. 2015, arXiv:1506.04214, without its peepholes): an LSTM whose
 * products are convolutions. [batch, time, …places, channels].
 */
export class ConvLSTM extends tf.layers.Layer {
  static readonly className = 'StudioConvLSTM';
  readonly #config: Config;
  readonly #kernelSize: readonly number[];
  readonly #strides: readonly number[];
  #kernel: tf.LayerVariable | null = null;
  #recurrent: tf.LayerVariable | null = null;
  #bias: tf.LayerVariable | null = null;

  constructor(config: LayerArgs & Config) {
    super(config);
    const { axes, filters, kernelSize, strides, padding, returnSequences } = config;
    this.#config = { axes, filters, kernelSize, strides, padding, returnSequences };
    this.#kernelSize = perAxis(kernelSize, axes);
    this.#strides = perAxis(strides, axes);
  }

  override build(inputShape: SymbolicShape | SymbolicShape[]): void {
    const { filters } = this.#config;
    const add = (name: string, shape: number[]) => this.addWeight(name, shape, 'float32', tf.initializers.zeros());
    this.#kernel = add('kernel', [...this.#kernelSize, featuresOf(firstShape(inputShape)), 4 * filters]);
    this.#recurrent = add('recurrent_kernel', [...this.#kernelSize, filters, 4 * filters]);
    this.#bias = add('bias', [4 * filters]);
    this.built = true;
  }

  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape {
    const [batch = null, time = null, ...rest] = firstShape(inputShape);
    const { filters, padding, returnSequences } = this.#config;
    const map = this.#kernelSize.map((window, axis) => places(rest[axis], window, this.#strides[axis] ?? 1, padding));
    return returnSequences ? [batch, time, ...map, filters] : [batch, ...map, filters];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      if (!this.#kernel || !this.#recurrent || !this.#bias) throw new Error('a ConvLSTM was called before it was built');
      const { filters, padding, returnSequences } = this.#config;
      const ones = this.#kernelSize.map(() => 1);
      const plain = { strides: ones, padding: 'same', rates: ones, groups: 1, open: false } as const;
      const x = firstTensor(inputs);
      const [batch = 1, time = 1, ...rest] = x.shape;
      // One convolution for all moments, not one a moment.
      const moments = turned(x).reshape([time * batch, ...rest]);
      const convolved = convolve(moments, this.#kernel.read(), { ...plain, strides: this.#strides, padding }).add(this.#bias.read());
      const map = convolved.shape.slice(1, -1);
      const state = [batch, ...map, filters];
      const states = differentiableScan({
        steps: time,
        inputs: [convolved.reshape([time, batch, ...map, 4 * filters])],
        fixed: [],
        carry: [state, state],
        weights: [this.#recurrent.read()],
        step: ([input], _fixed, [h, c], [u]) => {
          if (!input || !h || !c || !u) throw new Error('a ConvLSTM step is missing');
          const [i, f, g, o] = tf.split(input.add(convolve(h, u, plain)), 4, -1);
          if (!i || !f || !g || !o) throw new Error('a ConvLSTM step lost a gate');
          const cell = f.sigmoid().mul(c).add(i.sigmoid().mul(g.tanh()));
          return [o.sigmoid().mul(cell.tanh()), cell];
        },
      });
      if (returnSequences) return turned(states);
      return states.slice([time - 1], [1]).reshape(state);
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { kernelSize: _window, strides: _strides, ...rest } = this.#config;
    return { ...super.getConfig(), ...rest, kernelSize: [...this.#kernelSize], strides: [...this.#strides] };
  }
}
