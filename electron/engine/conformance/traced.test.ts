import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { TargetPlan } from '../../../shared/graph/feed';
import type { EncodedBatch, EncodedTensor } from '../../data/dataset';
import { openEngine } from '../backends/open-engine';
import type { CompiledModel } from '../compile';
import { eagerRunner } from '../eager-runner';
import { ModelSession } from '../graph/model-session';
import type { GraphHost } from '../graph/native-binding';
import { recordProgram } from '../graph/program';
import { DT } from '../graph/proto';
import { createOptimizer } from '../optimizers/create-optimizer';
import type { Runner, StepOptions } from '../runner';
import { applyModel } from '../step/feeds';
import { TracedRunner } from '../traced-runner';
import { readWeights, writeWeights } from '../weight-tensors';
import { type BuiltCase, buildCase, goldenTensor } from './build-case';
import { type ConformanceCase, conformanceCases, hasSlope } from './cases';

const CASES = conformanceCases().map((c) => ({ title: `${c.kind}: ${c.name}`, c }));
const STEPS = 20;

let host: GraphHost;
beforeAll(async () => {
  const { graphs } = await openEngine('tensorflow');
  if (!graphs) throw new Error('TensorFlow runs no graphs');
  host = graphs;
});

/** Equal within 1e-5 + 1e-4·|expected|. */
function expectClose(received: ArrayLike<number>, expected: ArrayLike<number>, what: string): void {
  expect(received.length, what).toBe(expected.length);
  for (let i = 0; i < expected.length; i++) {
    const [a, b] = [received[i] ?? Number.NaN, expected[i] ?? Number.NaN];
    if (!(Math.abs(a - b) <= 1e-5 + 1e-4 * Math.abs(b))) expect.fail(`${what}[${i}] is ${a} traced, ${b} kernel by kernel`);
  }
}

/** Outputs in training mode, and the gradients of their weighted sum by inputs and weights. */
function outputsAndGradients(
  { compiled, golden }: BuiltCase,
  c: ConformanceCase,
  inputs: tf.Tensor[],
  step: number | tf.Scalar,
): tf.Tensor[] {
  const ports = Object.keys(c.outputs);
  const loss = (given: tf.Tensor[]): tf.Scalar => {
    compiled.seedStep(step);
    const parts = applyModel(compiled.model, given, true).map((output, i) => {
      const fixed = golden.fixed[ports[i] ?? ''];
      return fixed ? output.mul(goldenTensor(fixed)).sum() : output.sum();
    });
    return parts.reduce((a, b) => a.add(b)) as tf.Scalar;
  };
  compiled.seedStep(step);
  const outputs = applyModel(compiled.model, inputs, true);
  const floats = inputs.map((input, i) => ({ input, i })).filter(({ input }) => input.dtype === 'float32');
  const byInputs =
    floats.length === 0 || !hasSlope(c)
      ? []
      : tf.grads((...given: tf.Tensor[]) => loss(inputs.map((input, i) => given[floats.findIndex((f) => f.i === i)] ?? input)))(
          floats.map(({ input }) => input),
        );
  const variables = compiled.weights.map(({ variable }) => variable);
  const byWeights =
    !hasSlope(c) || compiled.weights.every(({ trainable }) => !trainable) ? {} : tf.variableGrads(() => loss(inputs), variables).grads;
  return [...outputs, ...byInputs, ...variables.map((variable) => byWeights[variable.name] ?? tf.zeros(variable.shape))];
}

describe('every example as a graph', () => {
  it.each(CASES)('$title: outputs and gradients are those of kernel by kernel, dropout included', ({ c }) => {
    const built = buildCase(c);
    const { compiled, inputs } = built;
    const step = tf.scalar(3, 'int32');
    const eager = tf.tidy(() => outputsAndGradients(built, c, inputs, 3).map((tensor) => tf.keep(tensor)));
    const variables = compiled.weights.map(({ name, variable }) => ({ name, dtype: DT.float, shape: variable.shape }));
    const program = recordProgram(host, {
      name: 'example',
      xla: false,
      feeds: [
        ...inputs.map((input, i) => ({ name: `x${i}`, dtype: input.dtype === 'int32' ? DT.int32 : DT.float, shape: input.shape })),
        { name: 'step', dtype: DT.int32, shape: [] },
      ],
      variables,
      body: (recording) => {
        for (const [i, weight] of compiled.weights.entries()) {
          const variable = variables[i];
          if (variable) recording.recorder.bind(weight.variable, recording.read(variable));
        }
        const fed = inputs.map((_, i) => recording.feed(`x${i}`));
        return outputsAndGradients(built, c, fed, recording.feed('step') as tf.Scalar);
      },
    });
    const session = new ModelSession(host, variables, [program]);
    session.assign(new Map(compiled.weights.map(({ name, variable }) => [name, variable])));
    const traced = session.run(
      'example',
      Object.fromEntries([...inputs.map((input, i) => [`x${i}`, input] as const), ['step', step] as const]),
    );
    expect(traced).toHaveLength(eager.length);
    for (const [i, tensor] of traced.entries()) {
      expect(tensor.shape).toEqual(eager[i]?.shape);
      expectClose(tensor.dataSync(), eager[i]?.dataSync() ?? [], `tensor ${i}`);
    }
    session.dispose();
    for (const tensor of [...traced, ...eager, step, ...inputs]) tensor.dispose();
    compiled.dispose();
  });

  const options = (clipNorm: number | null): StepOptions => ({
    optimizer: createOptimizer({ name: 'adam', beta_1: 0.9, beta_2: 0.999, epsilon: 1e-7 }),
    clipNorm,
    classWeights: null,
    metricScales: [1],
  });

  /** A case as a regression on its first output. */
  function regression({ compiled, golden, inputs }: BuiltCase, c: ConformanceCase): { model: CompiledModel; batch: EncodedBatch } {
    const [port = ''] = Object.keys(c.outputs);
    const expected = golden.fixed[port];
    const [output] = compiled.model.outputs;
    if (!expected || !output) throw new Error('the case has no output');
    const plan: TargetPlan = { kind: 'value', node: 'y', target: 'y', loss: 'mean_squared_error', standardize: false };
    const model = tf.model({ inputs: compiled.model.inputs, outputs: output });
    const encoded = (tensor: tf.Tensor): EncodedTensor => ({ shape: tensor.shape, data: tensor.dataSync() as Float32Array });
    const feeds = Object.fromEntries(inputs.map((input, i) => [model.inputNames[i] ?? '', encoded(input)]));
    const target = { shape: expected.shape, data: Float32Array.from(expected.data, (value) => value ?? 0) };
    return {
      model: { ...compiled, model, objective: { model, targets: [plan], forms: ['values'] }, paddable: new Set() },
      batch: { size: expected.shape[0] ?? 1, feeds, targets: { y: target } },
    };
  }

  const expectSameLosses = (c: ConformanceCase, xla: boolean): void => {
    const built = buildCase(c);
    const { model, batch } = regression(built, c);
    const before = readWeights(model.weights);
    const losses = (runner: Runner): number[] => {
      writeWeights(model.weights, new Map(before.map((weight) => [weight.name, weight])));
      const step = runner.trainingStep(options(1));
      const found = Array.from({ length: STEPS }, (_, at) => step.run(batch, { step: at, rate: 0.01 }).loss);
      runner.dispose();
      return found;
    };
    const how = { step: 'traced', xla, precision: 'float32', threads: null, stepReason: '' } as const;
    const eager = losses(eagerRunner(model, ''));
    const traced = losses(new TracedRunner(host, model, { how, batchSize: batch.size, slots: options(1).optimizer.slots }));
    expectClose(traced, eager, 'loss');
    expect(eager[STEPS - 1]).not.toBe(eager[0]);
    built.compiled.dispose();
  };

  const trainable = CASES.filter(({ c }) => c.weights.some((weight) => weight.trainable));
  it.each(trainable)('$title: the first 20 losses are those of kernel by kernel', ({ c }) => expectSameLosses(c, false));

  // Compiling takes seconds: one example of each kind of operation that no other node has.
  const rare = CASES.filter(({ title }) =>
    [
      'LocalAttention: causal, padded',
      'LinearAttention: causal, padded, no bias',
      'PerformerAttention: causal, padded',
      'RelativeAttention: bias, causal, padded',
      'RelativeAttention: rotary, padded',
      'LocationAttention: longer than its weights, padded',
      'LocationAwareAttention: padded, even window',
      'AttentionPooling: two heads, padded',
      'GroupQueryAttention: cross with keys, masked, causal',
    ].includes(title),
  );
  it.each(rare)('$title: the first 20 losses are those of kernel by kernel, compiled by XLA', ({ c }) => expectSameLosses(c, true), 60_000);
});
