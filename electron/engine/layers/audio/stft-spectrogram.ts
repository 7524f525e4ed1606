import * as tf from '@tensorflow/tfjs';
import { type WindowName, windowOf } from '../../../data/audio/window';
import type { StartsItself } from '../../named-weights';
import { firstShape, firstTensor, type LayerArgs, type SymbolicShape } from '../layer-config';
import { fourierWaves, underWaves } from './spectrum';

interface Config {
  readonly mode: 'log' | 'magnitude' | 'psd' | 'real' | 'imag' | 'angle' | 'stft';
  readonly frameLength: number;
  readonly frameStep: number | null;
  readonly fftLength: number | null;
  readonly window: WindowName | null;
  readonly periodic: boolean;
  readonly scaling: 'density' | 'spectrum' | null;
  readonly padding: 'valid' | 'same';
  readonly expandDims: boolean;
}

/** Keras's epsilon. */
const EPSILON = 1e-7;

/** Keras's `STFTSpectrogram` of one channel: its waves are weights, [frame_length, 1, bins]. */
export class STFTSpectrogram extends tf.layers.Layer implements StartsItself {
  static readonly className = 'STFTSpectrogram';
  readonly #config: Config;
  readonly #step: number;
  readonly #bins: number;
  #real: tf.LayerVariable | null = null;
  #imag: tf.LayerVariable | null = null;

  constructor(args: LayerArgs & Config) {
    super(args);
    const { mode, frameLength, frameStep, fftLength, window, periodic, scaling, padding, expandDims } = args;
    this.#config = { mode, frameLength, frameStep, fftLength, window, periodic, scaling, padding, expandDims };
    this.#step = frameStep ?? Math.floor(frameLength / 2);
    this.#bins = Math.floor((fftLength ?? 2 ** Math.ceil(Math.log2(frameLength))) / 2) + 1;
  }

  override build(): void {
    const { mode, frameLength } = this.#config;
    const waves = (name: string) => this.addWeight(name, [frameLength, 1, this.#bins], 'float32', tf.initializers.zeros());
    if (mode !== 'imag') this.#real = waves('real_kernel');
    if (mode !== 'real') this.#imag = waves('imag_kernel');
    this.built = true;
  }

  /** Keras's initializer `STFT`: a Fourier transform's waves, windowed and scaled. */
  startingValues(path: string): Float32Array {
    const { frameLength, window, periodic, scaling } = this.#config;
    const shape = window ? windowOf(window, frameLength, periodic) : new Float64Array(frameLength).fill(1);
    const energy = shape.reduce((sum, w) => sum + w * w, 0);
    const by = !window || scaling === null ? 1 : scaling === 'density' ? Math.sqrt(energy) : shape.reduce((sum, w) => sum + w, 0);
    // As Keras: of an odd length the transform counts as one shorter.
    const waves = fourierWaves(
      shape.map((w) => w / by),
      2 * (this.#bins - 1),
    );
    return path === 'imag_kernel' ? waves.imag : waves.real;
  }

  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape {
    const [batch = null, samples = null] = firstShape(inputShape);
    const { padding, frameLength, mode, expandDims } = this.#config;
    const room = samples === null ? null : padding === 'same' ? samples : samples - frameLength + 1;
    const frames = room === null ? null : Math.ceil(room / this.#step);
    return [batch, frames, this.#bins * (mode === 'stft' ? 2 : 1), ...(expandDims ? [1] : [])];
  }

  #seen(x: tf.Tensor, waves: tf.LayerVariable | null): tf.Tensor {
    if (!waves) throw new Error('STFTSpectrogram was called before it was built');
    return underWaves(x, waves.read().reshape([this.#config.frameLength, this.#bins]), this.#step, this.#config.padding);
  }

  #shown(x: tf.Tensor): tf.Tensor {
    const { mode } = this.#config;
    if (mode === 'real') return this.#seen(x, this.#real);
    if (mode === 'imag') return this.#seen(x, this.#imag);
    const [real, imag] = [this.#seen(x, this.#real), this.#seen(x, this.#imag)];
    if (mode === 'angle') {
      // Silence has the angle 0, and no slope, which would be 0 divided by 0. (A comparison has no gradient in tfjs, a sign has 0.)
      const heard = real.abs().add(imag.abs()).sign();
      return tf.atan2(imag.mul(heard), real.add(tf.onesLike(heard).sub(heard)));
    }
    if (mode === 'stft') return tf.concat([real, imag], -1);
    const power = real.square().add(imag.square());
    if (mode === 'psd') {
      // All but the lowest and the highest stand for their mirrored frequencies, too.
      const [batch = 1, frames = 1, bins = 1] = power.shape;
      const inner = power.slice([0, 0, 1], [batch, frames, bins - 2]).pad([
        [0, 0],
        [0, 0],
        [1, 1],
      ]);
      return power.add(inner);
    }
    const magnitude = power.maximum(EPSILON).sqrt();
    return mode === 'magnitude' ? magnitude : magnitude.maximum(EPSILON).log();
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      // [batch, samples, 1]
      const x = firstTensor(inputs);
      const shown = this.#shown(x.reshape([x.shape[0] ?? 1, x.shape[1] ?? 1]));
      return this.#config.expandDims ? shown.expandDims(-1) : shown;
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), ...this.#config };
  }
}
