import * as tf from '@tensorflow/tfjs';
import type { EncodedBatch } from '../../data/dataset';
import type { NamedTensor } from '../checkpoint/safetensors';
import { collectMoved, sumOfMoved } from '../moving-weights';
import type { NamedWeight } from '../named-weights';
import type { Slot } from '../optimizers/optimizer';
import type { StepOptions } from '../runner';
import { partsOf, phaseOf, slotNames, updatesBefore } from './accumulation';
import { assignTargets, needsAssigning, trainingOutputs } from './assign-targets';
import { feedTensors, targetTensors } from './feeds';
import { findFault } from './find-fault';
import { refuseNotFinite } from './finite-input';
import { type FlatLayout, FlatWeights, flatLayout, flatten, unflatten } from './flat';
import { namedMetrics } from './losses';
import { withinNorm } from './max-norm';
import { judge, type Objective } from './objective';
import { scoped } from './scoped';
import { averaged } from './settle';
import type { StepContext, StepResult, TrainingStep } from './training-step';
import { AVERAGE, averageScalarsAt } from './weight-average';

export interface EagerOptions extends StepOptions {
  readonly objective: Objective;
  readonly weights: readonly NamedWeight[];
  /** Seeds what is random within a step (dropout). */
  readonly seedStep: (step: number) => void;
}

function slotTensor(
  slot: Slot,
  layout: { readonly sizes: readonly number[] },
  weights: readonly NamedWeight[],
  prefix: string,
): NamedTensor[] {
  const all = slot.value.dataSync<'float32'>();
  let at = 0;
  return weights.map((weight, i) => {
    const size = layout.sizes[i] ?? 0;
    const data = all.slice(at, at + size);
    at += size;
    return { name: `${prefix}/${slot.name}/${weight.name}`, shape: weight.variable.shape, data };
  });
}

/** What the rate of each weight is multiplied with, as long as all of them; null: 1 everywhere. */
function rateFactors(trained: readonly NamedWeight[], layout: FlatLayout): tf.Tensor1D | null {
  if (!trained.some(({ rules }) => rules && rules.factor !== 1)) return null;
  const factors = new Float32Array(layout.total);
  let at = 0;
  for (const [i, { rules }] of trained.entries()) {
    const end = at + (layout.sizes[i] ?? 0);
    factors.fill(rules?.factor ?? 1, at, end);
    at = end;
  }
  return tf.keep(tf.tensor1d(factors));
}

/** Those weights brought within their norms that have one. */
function withinNorms(flat: tf.Tensor1D, trained: readonly NamedWeight[], layout: FlatLayout): tf.Tensor1D {
  const parts = unflatten(flat, layout);
  return flatten(
    parts.map((part, i) => {
      const maxNorm = trained[i]?.rules?.maxNorm;
      return maxNorm ? withinNorm(part, maxNorm) : part;
    }),
  );
}

/** The reference step: kernel by kernel, one read from the device. */
export function eagerStep(options: EagerOptions): TrainingStep {
  const { objective, optimizer, clipNorm } = options;
  const { model, targets } = objective;
  const trained = options.weights.filter((weight) => weight.trainable);
  const variables = trained.map((weight) => weight.variable);
  const layout = flatLayout(variables.map((variable) => variable.shape));
  const flatWeights = new FlatWeights(variables, layout);
  const { accumulate = 1, average = null } = options;
  const startOf = (name: string): tf.Tensor1D =>
    tf.tidy(() => (name === AVERAGE ? flatten(variables).clone() : tf.fill<tf.Rank.R1>([layout.total], optimizer.initial?.[name] ?? 0)));
  const slots: Slot[] = slotNames(options).map((name) => ({ name, value: tf.keep(startOf(name)) }));
  const { mean, waiting } = partsOf(options, slots);
  const rates = rateFactors(trained, layout);
  const bounded = trained.some(({ rules }) => rules?.maxNorm);
  const classWeights = options.classWeights ? tf.keep(tf.tensor1d(options.classWeights)) : null;
  const prefix = `optimizer/${optimizer.name}`;
  const assigns = needsAssigning(targets);

  const run = (batch: EncodedBatch, context: StepContext): StepResult => {
    refuseNotFinite(batch);
    const inputs = feedTensors(model, batch);
    let assigned = batch;
    if (assigns) {
      // The same draws as in the step: what is assigned is what will be judged.
      options.seedStep(context.step);
      assigned = assignTargets(targets, batch, trainingOutputs(model, inputs));
    }
    options.seedStep(context.step);
    const expected = targetTensors(targets, assigned);
    let metrics: readonly tf.Scalar[] = [];
    const collected = collectMoved(() =>
      tf.variableGrads(() => {
        const judged = judge(objective, inputs, expected, classWeights);
        metrics = judged.metrics.map((metric) => tf.keep(metric));
        return judged.total;
      }, variables),
    );
    const { value, grads } = collected.value;
    // A weight that the loss does not depend on has no gradient.
    const own = flatten(variables.map((variable) => grads[variable.name] ?? tf.zerosLike(variable)));
    const phase = phaseOf(context.step, accumulate);
    const sum = waiting ? own.add(waiting.value).as1D() : own;
    const gradient = waiting && phase === 'update' ? sum.div(accumulate).as1D() : sum;
    const squares = gradient.square().sum();
    const clipped = clipNorm === null ? gradient : gradient.mul(tf.minimum(tf.div(clipNorm, squares.sqrt()), 1)).as1D();
    const updates = updatesBefore(context.step, accumulate);
    const scalars = optimizer.scalarsAt(context.rate, updates).map((scalar, i) => {
      // Weights with rates of their own: one number a weight instead of one for all.
      return rates && optimizer.rates.includes(optimizer.scalars[i] ?? '') ? rates.mul(scalar) : scalar;
    });
    const state = slots.slice(0, optimizer.slots.length).map((slot) => slot.value);
    const before = flatWeights.read();
    const moved = phase === 'hold' ? { weights: before, slots: state } : optimizer.update(before, clipped, state, scalars);
    const settled = mean
      ? averaged(moved.weights, mean.value, averageScalarsAt(average, updates))
      : { weights: moved.weights, average: null };
    const updated = { weights: bounded ? withinNorms(settled.weights.as1D(), trained, layout) : settled.weights };
    const remembered = [
      ...moved.slots,
      ...(settled.average ? [settled.average] : []),
      ...(waiting ? [phase === 'hold' ? sum : tf.zerosLike(sum)] : []),
    ];
    // The only read of the step: it waits for all of the above, and nothing has been assigned yet.
    const weightsAfter = updated.weights.square().sum();
    const read = tf
      .stack([value, squares, sumOfMoved(collected.moved)?.add(weightsAfter) ?? weightsAfter, ...metrics])
      .dataSync<'float32'>();
    for (const metric of metrics) metric.dispose();
    const [loss = Number.NaN, ...sums] = read;
    if (!read.subarray(0, 3).every(Number.isFinite)) {
      for (const { next } of collected.moved) next.dispose();
      options.seedStep(context.step);
      const parts = unflatten(updated.weights.as1D(), layout);
      const gradients = trained.map(({ layer, variable }, i) => ({ layer, gradient: grads[variable.name], updated: parts[i] }));
      throw findFault(model, options.weights, inputs, { loss, gradients });
    }
    if (updated.weights !== before) flatWeights.assign(updated.weights.as1D());
    // With every batch, whether its gradient waits or not: as Keras does.
    for (const { variable, next } of collected.moved) {
      variable.assign(next as tf.Tensor<never>);
      next.dispose();
    }
    for (const [i, slot] of slots.entries()) {
      const next = remembered[i];
      if (next === slot.value) continue;
      if (!next) throw new Error(`the optimizer lost its slot “${slot.name}”`);
      slot.value.dispose();
      slot.value = tf.keep(next.as1D());
    }
    return {
      loss,
      metrics: namedMetrics(
        targets,
        sums.slice(2).map((metric, i) => (metric / batch.size) * (options.metricScales[i] ?? 1)),
      ),
    };
  };

  return {
    run: (batch, context) => scoped(() => run(batch, context)),
    saveState: () => slots.flatMap((slot) => slotTensor(slot, layout, trained, prefix)),
    loadState: (tensors) => {
      for (const slot of slots) {
        const start = startOf(slot.name);
        const all = start.dataSync<'float32'>().slice();
        start.dispose();
        let at = 0;
        for (const [i, weight] of trained.entries()) {
          const saved = tensors.get(`${prefix}/${slot.name}/${weight.name}`);
          if (saved) all.set(saved.data, at);
          at += layout.sizes[i] ?? 0;
        }
        slot.value.dispose();
        slot.value = tf.keep(tf.tensor1d(all));
      }
    },
    averages: average !== null,
    swapAverages: () => {
      if (!mean) return;
      const now = tf.tidy(() => flatWeights.read().clone());
      tf.tidy(() => flatWeights.assign(mean.value));
      mean.value = tf.keep(now);
    },
    dispose: () => {
      flatWeights.dispose();
      rates?.dispose();
      for (const slot of slots) slot.value.dispose();
      classWeights?.dispose();
    },
  };
}
