import * as tf from '@tensorflow/tfjs';
import { FIRST_TAG } from '../../data/targets/tags';
import { precisionRecallF1 } from '../metrics/precision-recall';
import { defineTargetLosses } from './define-target-losses';
import { placesAccuracy, placesLoss } from './places';

/** Places without a word have no tag: 0. */
const real = (target: tf.Tensor): tf.Tensor => target.greater(0).cast('float32');
/** As the model counts them. */
const tagsOf = (target: tf.Tensor): tf.Tensor => target.sub(tf.scalar(FIRST_TAG, 'int32'));

/** A tag a word: cross-entropy over the real places. */
export const tagsLosses = defineTargetLosses('tags', {
  takesOut: () => 'softmax',
  losses: ({ label_smoothing }, target, output, form) => placesLoss(tagsOf(target), output, real(target), form, label_smoothing),
  counts: (_plan, target) => real(target).sum(1).as1D(),
  metric: () => 'accuracy',
  metrics: (_plan, target, output) => placesAccuracy(tagsOf(target), output, real(target)),
  kept: (_plan, { shape: [, width = 1], data }, output) => {
    const said = output.argMax(-1).dataSync<'int32'>();
    // The model may have been given more places: padding.
    const wide = output.shape[1] ?? width;
    const words = Array.from(data.keys()).filter((at) => (data[at] ?? 0) >= FIRST_TAG);
    return {
      expected: Int32Array.from(words, (at) => (data[at] ?? 0) - FIRST_TAG),
      given: Float32Array.from(words, (at) => said[Math.floor(at / width) * wide + (at % width)] ?? 0),
    };
  },
  whole: ({ tags }, _state, { expected, given }) => ({ macro_f1_score: precisionRecallF1(expected, given, tags, 'macro').f1 }),
});
