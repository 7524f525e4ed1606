import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { openEngine } from '../backends/open-engine';
import { applyModel } from '../step/feeds';
import { buildCase } from './build-case';
import { type ConformanceCase, conformanceCases, hasSlope } from './cases';

const CASES = conformanceCases().map((c) => ({ title: `${c.kind}: ${c.name}`, c }));

/** What a layer may meet besides the mild numbers that Keras was asked with: a division by 0 or an overflow would end a training. */
const EXTREMES: { readonly [what: string]: (values: tf.Tensor) => tf.Tensor } = {
  'all 0': (values) => (values.dtype === 'int32' ? values : values.zerosLike()),
  large: (values) => (values.dtype === 'int32' ? values : values.mul(1e4)),
  // Ids of a text without words: padding alone.
  'those of an empty text': (values) => (values.dtype === 'int32' ? values.zerosLike() : values),
};

function expectFinite(tensor: tf.Tensor | undefined, what: string): void {
  if (!tensor) throw new Error(`${what} is missing`);
  const at = tensor.dataSync().findIndex((value) => !Number.isFinite(value));
  if (at >= 0) expect.fail(`${what}[${at}] is ${tensor.dataSync()[at]}`);
}

/** Outputs and gradients of a case where what comes in is extreme: in padded cases the vectors of the words. */
function expectFiniteCase(c: ConformanceCase, change: (values: tf.Tensor) => tf.Tensor): void {
  tf.tidy(() => {
    const { compiled, inputs } = buildCase(c);
    const given = inputs.map(change);
    for (const { layer, variable } of compiled.weights)
      if (layer.endsWith('_embedding')) variable.assign(change(variable) as tf.Tensor<never>);
    const outputs = applyModel(compiled.model, given, false);
    for (const [i, port] of Object.keys(c.outputs).entries()) expectFinite(outputs[i], port);
    if (!hasSlope(c)) return;
    const floats = given.map((input, i) => ({ input, i })).filter(({ input }) => input.dtype === 'float32');
    const loss = (own: tf.Tensor[]): tf.Scalar =>
      applyModel(
        compiled.model,
        given.map((input, i) => own[floats.findIndex((f) => f.i === i)] ?? input),
        false,
      )
        .map((output) => output.sum())
        .reduce((a, b) => a.add(b)) as tf.Scalar;
    if (floats.length > 0) {
      const gradients = tf.grads((...own: tf.Tensor[]) => loss(own))(floats.map(({ input }) => input));
      for (const [at, { i }] of floats.entries()) expectFinite(gradients[at], `gradient of ${compiled.feedOrder[i]}`);
    }
    const variables = compiled.weights.filter(({ trainable }) => trainable).map(({ variable }) => variable);
    if (variables.length === 0) return;
    const { grads } = tf.variableGrads(() => loss([]), variables);
    for (const [name, gradient] of Object.entries(grads)) if (gradient) expectFinite(gradient, `gradient of ${name}`);
  });
}

describe.each(Object.keys(EXTREMES))('numbers that are %s', (what) => {
  beforeAll(async () => {
    await openEngine('tensorflow');
  });

  it.each(CASES)('$title: outputs and gradients are numbers', ({ c }) => expectFiniteCase(c, EXTREMES[what] ?? ((x) => x)));
});
