import * as tf from '@tensorflow/tfjs';

/** Waves of every frequency of a Fourier transform of `fftLength`, times a window: cosines [length, bins], then negative sines. */
export function fourierWaves(window: ArrayLike<number>, fftLength: number): { readonly real: Float32Array; readonly imag: Float32Array } {
  const length = window.length;
  const bins = Math.floor(fftLength / 2) + 1;
  const real = new Float32Array(length * bins);
  const imag = new Float32Array(length * bins);
  for (let t = 0; t < length; t++) {
    for (let k = 0; k < bins; k++) {
      // The remainder first: angles stay small, so that cosines stay exact.
      const angle = (-2 * Math.PI * ((t * k) % fftLength)) / fftLength;
      real[t * bins + k] = Math.cos(angle) * (window[t] ?? 0);
      imag[t * bins + k] = Math.sin(angle) * (window[t] ?? 0);
    }
  }
  return { real, imag };
}

/** [batch, samples] under waves [length, bins] every `step` samples: [batch, frames, bins], whole frames only. */
export function underWaves(x: tf.Tensor, waves: tf.Tensor, step: number, padding: 'valid' | 'same' = 'valid'): tf.Tensor {
  const [batch = 1, samples = 1] = x.shape;
  const [length = 1, bins = 1] = waves.shape;
  const rows = x.reshape([batch, 1, samples, 1]) as tf.Tensor4D;
  const kernel = waves.reshape([1, length, 1, bins]) as tf.Tensor4D;
  const seen = tf.conv2d(rows, kernel, [1, step], padding);
  return seen.reshape([batch, seen.shape[2], bins]);
}

/** `size` more samples at both ends: mirrored without the end itself, or silence. */
export function widened(x: tf.Tensor, size: number, mode: 'reflect' | 'constant'): tf.Tensor {
  const [batch = 1, samples = 1] = x.shape;
  if (mode === 'constant') {
    return x.pad([
      [0, 0],
      [size, size],
    ]);
  }
  const part = (from: number): tf.Tensor => tf.reverse(x.slice([0, from], [batch, size]), 1);
  return tf.concat([part(1), x, part(samples - 1 - size)], 1);
}

export interface CentredFrames {
  readonly window: Float64Array;
  readonly fftLength: number;
  readonly step: number;
  readonly edges: 'reflect' | 'constant';
}

/**
 * Power |STFT|² of waveforms [batch, samples], frames centred at multiples of the step: [batch, 1 + samples ÷ step, fftLength ÷ 2 + 1].
 * The Fourier transform is a convolution with its waves (as Keras's STFTSpectrogram has it), so that it has gradients and needs no FFT.
 */
export function centredPower(x: tf.Tensor, { window, fftLength, step, edges }: CentredFrames): tf.Tensor {
  const half = Math.floor(fftLength / 2);
  // A shorter window stands in the middle of the transform's length: samples beside it count for nothing.
  const before = Math.floor((fftLength - window.length) / 2);
  const behind = fftLength - window.length - before;
  const wide = widened(x, half, edges);
  const [batch = 1, samples = 1] = wide.shape;
  const seen = wide.slice([0, before], [batch, samples - before - behind]);
  const { real, imag } = fourierWaves(window, fftLength);
  const shape: [number, number] = [window.length, half + 1];
  const re = underWaves(seen, tf.tensor2d(real, shape), step);
  const im = underWaves(seen, tf.tensor2d(imag, shape), step);
  return re.square().add(im.square());
}

/** 10 · log₁₀ of power against a reference, no lower than `topDb` below the loudest of all. */
export function toDecibels(
  power: tf.Tensor,
  { least, reference, topDb }: { readonly least: number; readonly reference: number; readonly topDb: number | null },
): tf.Tensor {
  const inDb = 10 / Math.LN10;
  const level = power
    .maximum(least)
    .log()
    .mul(inDb)
    .sub(10 * Math.log10(Math.max(least, Math.abs(reference))));
  return topDb === null ? level : noLower(level, level.max().sub(topDb));
}

/** The larger of both, `floor` broadcast: tfjs's own `maximum` has no gradient for what it broadcasts. */
export function noLower(x: tf.Tensor, floor: tf.Tensor): tf.Tensor {
  return x.maximum(floor.add(tf.zerosLike(x)));
}
