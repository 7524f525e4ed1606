import * as tf from '@tensorflow/tfjs';
import { slaneyMelFilters } from '../../../data/audio/mel-filters';
import { windowOf } from '../../../data/audio/window';
import { firstShape, firstTensor, type LayerArgs, type SymbolicShape } from '../layer-config';
import { centredPower, noLower, toDecibels } from './spectrum';

interface Config {
  readonly samplingRate: number;
  readonly numCoefficients: number;
  readonly numMelBins: number;
  readonly fftLength: number;
  readonly sequenceStride: number;
  readonly minFreq: number;
  readonly maxFreq: number | null;
  readonly topDb: number;
}

/** The first rows of the orthonormal DCT-II, as columns: [size, count]. */
function cosines(size: number, count: number): Float32Array {
  const table = new Float32Array(size * count);
  for (let n = 0; n < size; n++) {
    for (let k = 0; k < count; k++) {
      const norm = Math.sqrt((k === 0 ? 1 : 2) / size);
      table[n * count + k] = norm * Math.cos((Math.PI * k * (2 * n + 1)) / (2 * size));
    }
  }
  return table;
}

/** librosa's `feature.mfcc`: [batch, samples] to [batch, frames, coefficients]. */
export class MFCC extends tf.layers.Layer {
  static readonly className = 'MFCC';
  readonly #config: Config;

  constructor(args: LayerArgs & Config) {
    super(args);
    this.#config = { ...args };
  }

  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape {
    const [batch = null, samples = null] = firstShape(inputShape);
    const { numCoefficients, sequenceStride } = this.#config;
    return [batch, samples === null ? null : 1 + Math.floor(samples / sequenceStride), numCoefficients];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const c = this.#config;
    return tf.tidy(() => {
      const window = windowOf('hann', c.fftLength, true);
      const power = centredPower(firstTensor(inputs), { window, fftLength: c.fftLength, step: c.sequenceStride, edges: 'constant' });
      const [batch = 1, frames = 1, bins = 1] = power.shape;
      const highest = c.maxFreq ?? c.samplingRate / 2;
      const filters = slaneyMelFilters({ samplingRate: c.samplingRate, bins, bands: c.numMelBins, lowest: c.minFreq, highest });
      const mel = power.reshape([batch * frames, bins]).matMul(tf.tensor2d(filters, [bins, c.numMelBins]));
      // Each sample against its own loudest frame: what a neighbour in the batch holds changes nothing.
      const level = toDecibels(mel, { least: 1e-10, reference: 1, topDb: null }).reshape([batch, frames, c.numMelBins]);
      const heard = noLower(level, level.max([1, 2], true).sub(c.topDb)).reshape([batch * frames, c.numMelBins]);
      const table = tf.tensor2d(cosines(c.numMelBins, c.numCoefficients), [c.numMelBins, c.numCoefficients]);
      return heard.matMul(table).reshape([batch, frames, c.numCoefficients]);
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), ...this.#config };
  }
}
