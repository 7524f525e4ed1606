import * as tf from '@tensorflow/tfjs';
import { absolute } from './absolute';
import { bySample, EPSILON } from './by-sample';

// Each takes target and output of one shape, [batch, …], and gives [batch].

/** |y − ŷ|, whose gradient is 0 where both are equal. Keras's `mean_absolute_error`. */
export function meanAbsoluteError(target: tf.Tensor, output: tf.Tensor): tf.Tensor1D {
  return bySample(absolute(output.sub(target)));
}

/**
 * Half a square up to δ, a line beyond: ½ e² or δ |e| − ½ δ². Keras's `huber`.
 *
 * Source: Huber 1964.
 *
 * @param delta in the unit of the output, above 0
 */
export function huber(target: tf.Tensor, output: tf.Tensor, delta: number): tf.Tensor1D {
  if (!(delta > 0)) throw new Error(`Huber's delta is ${delta}, not above 0`);
  const size = output.sub(target).abs();
  // Clipping in place of `where` leaves no NaN in the gradient.
  const near = size.clipByValue(0, delta);
  return bySample(near.square().mul(0.5).add(size.sub(near).mul(delta)));
}

/** ln cosh e: a square near 0, |e| − ln 2 far off, smooth between. Keras's `log_cosh`; stable, as e + softplus(−2 e) − ln 2. */
export function logCosh(target: tf.Tensor, output: tf.Tensor): tf.Tensor1D {
  const error = output.sub(target);
  return bySample(error.add(tf.softplus(error.mul(-2))).sub(Math.LN2));
}

/** 100 · |y − ŷ| / |y|, in percent; a target below 1e-7 counts as 1e-7. Keras's `mean_absolute_percentage_error`. */
export function meanAbsolutePercentageError(target: tf.Tensor, output: tf.Tensor): tf.Tensor1D {
  return bySample(absolute(output.sub(target).div(tf.maximum(target.abs(), EPSILON))).mul(100));
}

/** (ln(ŷ + 1) − ln(y + 1))², numbers below 0 taken as 0. Keras's `mean_squared_logarithmic_error`. */
export function meanSquaredLogarithmicError(target: tf.Tensor, output: tf.Tensor): tf.Tensor1D {
  const log = (values: tf.Tensor): tf.Tensor => tf.maximum(values, EPSILON).add(1).log();
  return bySample(log(output).sub(log(target)).square());
}

/**
 * Of counts: rate − y ln rate, the negative log-likelihood of a Poisson distribution without its constant.
 * From rates it is Keras's `poisson`; from their logarithms (stable, any number will do) torch's `PoissonNLLLoss(log_input=True)`.
 */
export function poisson(target: tf.Tensor, output: tf.Tensor, form: 'rates' | 'logarithms'): tf.Tensor1D {
  switch (form) {
    case 'rates':
      return bySample(output.sub(target.mul(output.add(EPSILON).log())));
    case 'logarithms':
      return bySample(output.exp().sub(target.mul(output)));
  }
}
