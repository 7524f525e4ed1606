import * as tf from '@tensorflow/tfjs';
import type { TargetPlan } from '../../../shared/graph/feed';
import type { EncodedBatch } from '../../data/dataset';
import type { NamedTensor } from '../checkpoint/safetensors';
import type { NamedWeight } from '../named-weights';
import type { Optimizer, Slot } from '../optimizers/optimizer';
import { applyModel, feedTensors, toTensor } from './feeds';
import { findFault } from './find-fault';
import { FlatWeights, flatLayout, flatten, unflatten } from './flat';
import { namedMetrics, targetLoss, targetMetricSum } from './losses';
import { NotFinite, type StepContext, type StepResult, type TrainingStep } from './training-step';

export interface EagerOptions {
  readonly model: tf.LayersModel;
  /** In the order of the model's outputs. */
  readonly targets: readonly TargetPlan[];
  readonly weights: readonly NamedWeight[];
  readonly optimizer: Optimizer;
  readonly clipNorm: number | null;
  /** One weight a class, or null. */
  readonly classWeights: Float32Array | null;
  /** By target: what brings its metric to the unit of the data. */
  readonly metricScales: readonly number[];
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

/** The reference step: kernel by kernel, one read from the device. */
export function eagerStep(options: EagerOptions): TrainingStep {
  const { model, targets, optimizer, clipNorm } = options;
  const trained = options.weights.filter((weight) => weight.trainable);
  const variables = trained.map((weight) => weight.variable);
  const layout = flatLayout(variables.map((variable) => variable.shape));
  const flatWeights = new FlatWeights(variables, layout);
  const slots: Slot[] = optimizer.slots.map((name) => ({ name, value: tf.keep(tf.zeros<tf.Rank.R1>([layout.total])) }));
  const classWeights = options.classWeights ? tf.keep(tf.tensor1d(options.classWeights)) : null;
  const prefix = `optimizer/${optimizer.name}`;

  const forward = (inputs: tf.Tensor[], expected: tf.Tensor2D[]) => {
    const outputs = applyModel(model, inputs, true) as tf.Tensor2D[];
    const losses = targets.map((plan, i) => {
      const target = expected[i];
      const output = outputs[i];
      if (!target || !output) throw new Error(`no target or output for “${plan.node}”`);
      return { loss: targetLoss(plan, target, output, classWeights), metric: tf.keep(targetMetricSum(plan, target, output)) };
    });
    const total = losses.map((l) => l.loss).reduce((a, b) => a.add(b));
    return { total, metrics: losses.map((l) => l.metric) };
  };

  const run = (batch: EncodedBatch, context: StepContext): StepResult => {
    for (const [node, feed] of Object.entries(batch.feeds)) {
      if (feed.data instanceof Float32Array && !allFinite(feed.data)) throw new NotFinite('input', node);
    }
    options.seedStep(context.step);
    const inputs = feedTensors(model, batch);
    const expected = targets.map((plan) => {
      const target = batch.targets[plan.node];
      if (!target) throw new Error(`the batch has no target for “${plan.node}”`);
      return toTensor(target) as tf.Tensor2D;
    });
    let metrics: readonly tf.Scalar[] = [];
    const { value, grads } = tf.variableGrads(() => {
      const result = forward(inputs, expected);
      metrics = result.metrics;
      return result.total;
    }, variables);
    // A weight that the loss does not depend on has no gradient.
    const gradient = flatten(variables.map((variable) => grads[variable.name] ?? tf.zerosLike(variable)));
    const squares = gradient.square().sum();
    const clipped = clipNorm === null ? gradient : gradient.mul(tf.minimum(tf.div(clipNorm, squares.sqrt()), 1)).as1D();
    const state = slots.map((slot) => slot.value);
    const updated = optimizer.update(flatWeights.read(), clipped, state, context.rate, context.step);
    // The only read of the step: it waits for all of the above, and nothing has been assigned yet.
    const read = tf.stack([value, squares, updated.weights.square().sum(), ...metrics]).dataSync<'float32'>();
    for (const metric of metrics) metric.dispose();
    const [loss = Number.NaN, ...sums] = read;
    if (!read.subarray(0, 3).every(Number.isFinite)) {
      options.seedStep(context.step);
      const parts = unflatten(updated.weights, layout);
      const gradients = trained.map(({ layer, variable }, i) => ({ layer, gradient: grads[variable.name], updated: parts[i] }));
      throw findFault(model, options.weights, inputs, { loss, gradients });
    }
    flatWeights.assign(updated.weights);
    for (const [i, slot] of slots.entries()) {
      const next = updated.slots[i];
      if (!next) throw new Error(`the optimizer lost its slot “${slot.name}”`);
      slot.value.dispose();
      slot.value = tf.keep(next);
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
    run: (batch, context) => {
      tf.engine().startScope('step');
      try {
        return run(batch, context);
      } finally {
        tf.engine().endScope();
      }
    },
    saveState: () => slots.flatMap((slot) => slotTensor(slot, layout, trained, prefix)),
    loadState: (tensors) => {
      for (const slot of slots) {
        const all = new Float32Array(layout.total);
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
    dispose: () => {
      flatWeights.dispose();
      for (const slot of slots) slot.value.dispose();
      classWeights?.dispose();
    },
  };
}

/** Without a branch a number: pictures have millions. Anything finite times 0 is 0, all else NaN. */
function allFinite(values: Float32Array): boolean {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i] ?? 0) * 0;
  return sum === 0;
}
