import * as tf from '@tensorflow/tfjs';
import type { TargetPlanOf } from '../../../shared/graph/feed';
import { BLANK, ctcRead } from '../../data/ctc-read';
import { writtenBy } from '../../data/written';
import { EPSILON } from '../losses/by-sample';
import { ctcLoss } from '../losses/ctc';
import { characterErrorRate, wordErrorRate } from '../metrics/error-rate';
import { defineTargetLosses, type OutputForm } from './define-target-losses';
import { placesAccuracy, placesLoss } from './places';

type Plan = TargetPlanOf<'sequence'>;

/** Behind the end of a target stands 0. */
const real = (target: tf.Tensor): tf.Tensor => target.greater(0).cast('float32');

function ctc(target: tf.Tensor, output: tf.Tensor, form: OutputForm): tf.Tensor1D {
  const [batch = 1, steps = 1] = output.shape;
  const logits = form === 'logits' ? output : output.clipByValue(EPSILON, 1).log();
  const labels = target as tf.Tensor2D;
  const lengths = real(target).sum(1).cast('int32').as1D();
  // Padded steps give the blank for certain (`BlankWherePadded`): all ways through them cost nothing.
  return ctcLoss({ labels, labelLengths: lengths, steps: tf.fill([batch], steps, 'int32') }, logits as tf.Tensor3D, {
    blank: BLANK,
    impossible: 'infinite',
  });
}

/** The part of samples whose likeliest steps spell exactly the target: read step by step, as `ctcGreedy` does. */
function ctcAccuracy(target: tf.Tensor, output: tf.Tensor): tf.Tensor1D {
  const [batch = 1, steps = 1] = output.shape;
  const [, places = 1] = target.shape;
  const said = output.argMax(-1).cast('int32') as tf.Tensor2D;
  const before = tf.concat([tf.fill([batch, 1], -1, 'int32'), said.slice([0, 0], [batch, steps - 1])], 1);
  const starts = tf.logicalAnd(said.notEqual(before), said.notEqual(tf.scalar(BLANK, 'int32'))).cast('float32');
  // The n-th character that starts is compared with the n-th of the target.
  const nth = starts.cumsum(1).sub(1).clipByValue(0, places).cast('int32');
  const fits = tf.oneHot(nth as tf.Tensor2D, places + 1).cast('float32');
  const padded = tf
    .concat([target, tf.fill([batch, 1], -1, 'int32')], 1)
    .cast('float32')
    .reshape([batch, 1, places + 1]);
  const wanted = fits.mul(padded).sum(-1);
  const wrong = wanted.notEqual(said.cast('float32')).cast('float32').mul(starts).sum(1);
  const count = starts.sum(1).equal(real(target).sum(1));
  return tf.logicalAnd(wrong.equal(0), count).cast('float32').as1D();
}

/** Self-delimiting: each sequence behind its length. */
const packed = (sequences: readonly (readonly number[])[]): number[] => sequences.flatMap((ids) => [ids.length, ...ids]);

function unpacked(all: ArrayLike<number>): number[][] {
  const sequences: number[][] = [];
  for (let at = 0; at < all.length; at += 1 + (all[at] ?? 0)) {
    sequences.push(Array.from({ length: all[at] ?? 0 }, (_, i) => all[at + 1 + i] ?? 0));
  }
  return sequences;
}

/** A text that is written: the next token at every real place, or (CTC) the whole over all ways to stretch it. */
export const sequenceLosses = defineTargetLosses('sequence', {
  takesOut: () => 'softmax',
  losses: (plan, target, output, form) =>
    plan.loss === 'ctc' ? ctc(target, output, form) : placesLoss(target, output, real(target), form, plan.label_smoothing),
  counts: (plan, target) => (plan.loss === 'ctc' ? tf.onesLike(real(target).sum(1)).as1D() : real(target).sum(1).as1D()),
  metric: (plan) => (plan.loss === 'ctc' ? 'exact_match' : 'accuracy'),
  metrics: (plan, target, output) => (plan.loss === 'ctc' ? ctcAccuracy(target, output) : placesAccuracy(target, output, real(target))),
  kept: (plan, { shape, data }, output) => (plan.loss === 'ctc' ? keptCtc(plan, shape, data, output) : null),
  whole: (plan, { vocabulary }, { expected, given }) => {
    // A decoder's words are judged as it writes them, not behind the true ones: `judge-written.ts`.
    if (plan.loss !== 'ctc') return {};
    const { text } = writtenBy(plan.tokens, vocabulary);
    const [references, hypotheses] = [unpacked(expected).map(text), unpacked(given).map(text)];
    const words = (all: readonly string[]) => all.map((one) => one.split(/\s+/).filter(Boolean));
    return {
      character_error_rate: characterErrorRate(references, hypotheses).rate,
      word_error_rate: wordErrorRate(words(references), words(hypotheses)).rate,
    };
  },
});

function keptCtc(plan: Plan, shape: readonly number[], data: Float32Array | Int32Array, output: tf.Tensor) {
  const [rows = 0, places = 0] = shape;
  const values = output.dataSync<'float32'>();
  const width = values.length / Math.max(1, rows);
  const expected = Array.from({ length: rows }, (_, row) =>
    Array.from(data.subarray(row * places, (row + 1) * places)).filter((id) => id > 0),
  );
  const given = expected.map((_, row) => ctcRead(plan, values.slice(row * width, (row + 1) * width))[0]?.labels ?? []);
  return { expected: Int32Array.from(packed(expected)), given: Float32Array.from(packed(given)) };
}
