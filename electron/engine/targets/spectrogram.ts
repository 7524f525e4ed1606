import type * as tf from '@tensorflow/tfjs';
import { defineTargetLosses } from './define-target-losses';

/** Errors place by place, and which frames are asked for: [batch, frames, bands], [batch, frames, 1]. */
function parts(target: tf.Tensor, output: tf.Tensor): { readonly error: tf.Tensor; readonly asked: tf.Tensor } {
  const [batch = 1, frames = 1, bands = 1] = output.shape;
  const wanted = target.slice([0, 0, 0], [batch, frames, bands]);
  return { error: output.sub(wanted), asked: target.slice([0, 0, bands], [batch, frames, 1]) };
}

/** The mean over bands and over the frames that are asked for, sample by sample. */
function overAsked(errors: tf.Tensor, asked: tf.Tensor): tf.Tensor1D {
  const byFrame = errors.mean(2, true).mul(asked);
  // A recording has one frame at least.
  return byFrame.sum([1, 2]).div(asked.sum([1, 2])) as tf.Tensor1D;
}

/** Frames × bands: Keras's losses over the frames that a recording has. */
export const spectrogramLosses = defineTargetLosses('spectrogram', {
  takesOut: () => null,
  losses: ({ loss }, target, output) => {
    const { error, asked } = parts(target, output);
    return overAsked(loss === 'mean_squared_error' ? error.square() : error.abs(), asked);
  },
  metric: () => 'mae',
  metrics: (_plan, target, output) => {
    const { error, asked } = parts(target, output);
    return overAsked(error.abs(), asked);
  },
});
