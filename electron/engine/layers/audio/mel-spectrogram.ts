import * as tf from '@tensorflow/tfjs';
import { kerasMelFilters } from '../../../data/audio/mel-filters';
import { type WindowName, windowOf } from '../../../data/audio/window';
import { firstShape, firstTensor, type LayerArgs, type SymbolicShape } from '../layer-config';
import { centredPower, toDecibels } from './spectrum';

interface Config {
  readonly fftLength: number;
  readonly sequenceStride: number;
  readonly sequenceLength: number | null;
  readonly window: WindowName;
  readonly samplingRate: number;
  readonly numMelBins: number;
  readonly minFreq: number;
  readonly maxFreq: number | null;
  readonly powerToDb: boolean;
  readonly topDb: number;
  readonly magExp: number;
  readonly minPower: number;
  readonly refPower: number;
}

/** A power that is as good as none. */
const SILENCE = 1e-30;

/** Keras's `MelSpectrogram`: [batch, samples] to [batch, bands, frames]. */
export class MelSpectrogram extends tf.layers.Layer {
  static readonly className = 'MelSpectrogram';
  readonly #config: Config;

  constructor(args: LayerArgs & Config) {
    super(args);
    this.#config = { ...args };
  }

  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape {
    const [batch = null, samples = null] = firstShape(inputShape);
    const { numMelBins, sequenceStride } = this.#config;
    return [batch, numMelBins, samples === null ? null : 1 + Math.floor(samples / sequenceStride)];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const c = this.#config;
    return tf.tidy(() => {
      const window = windowOf(c.window, c.sequenceLength ?? c.fftLength, true);
      const power = centredPower(firstTensor(inputs), { window, fftLength: c.fftLength, step: c.sequenceStride, edges: 'reflect' });
      const [batch = 1, frames = 1, bins = 1] = power.shape;
      const highest = c.maxFreq ?? Math.floor(c.samplingRate / 2);
      const filters = kerasMelFilters({ samplingRate: c.samplingRate, bins, bands: c.numMelBins, lowest: c.minFreq, highest });
      // A root has no slope at 0: silence gets none, as in Keras.
      const heard = c.magExp === 2 ? power : power.maximum(SILENCE);
      const raised = c.magExp === 2 ? power : c.magExp === 1 ? heard.sqrt() : heard.pow(c.magExp / 2);
      const mel = raised
        .reshape([batch * frames, bins])
        .matMul(tf.tensor2d(filters, [bins, c.numMelBins]))
        .reshape([batch, frames, c.numMelBins]);
      const scaled = c.powerToDb ? toDecibels(mel, { least: c.minPower, reference: c.refPower, topDb: c.topDb }) : mel;
      return scaled.transpose([0, 2, 1]);
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), ...this.#config };
  }
}
