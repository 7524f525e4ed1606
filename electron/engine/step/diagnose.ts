import * as tf from '@tensorflow/tfjs';
import type { NamedWeight } from '../named-weights';
import type { Optimizer } from '../optimizers/optimizer';
import { findFault } from './find-fault';
import { judge, type Objective } from './objective';
import { scoped } from './scoped';
import type { NotFinite } from './training-step';

/** A step that a graph refused, as it stood before it. */
export interface RefusedStep {
  readonly objective: Objective;
  readonly weights: readonly NamedWeight[];
  readonly inputs: tf.Tensor[];
  readonly expected: readonly tf.Tensor[];
  readonly classWeights: tf.Tensor1D | null;
  readonly clipNorm: number | null;
  readonly optimizer: Optimizer;
  readonly scalars: readonly number[];
  /** The optimizer's memory of each trained weight. */
  readonly slots: readonly (readonly tf.Tensor[])[];
  /** Draws again what the step drew. */
  seed(): void;
}

/** Repeats the step kernel by kernel and names the first thing that is not finite. */
export function diagnose(step: RefusedStep): NotFinite {
  return scoped(() => {
    const trained = step.weights.filter((weight) => weight.trainable);
    step.seed();
    const { value, grads } = tf.variableGrads(
      () => judge(step.objective, step.inputs, step.expected, step.classWeights).total,
      trained.map(({ variable }) => variable),
    );
    const all = trained.map(({ variable }) => grads[variable.name] ?? tf.zerosLike(variable));
    const norm = tf.addN(all.map((gradient) => gradient.square().sum())).sqrt();
    const scale = step.clipNorm === null ? null : tf.minimum(tf.div(step.clipNorm, norm), 1);
    const { optimizer } = step;
    const gradients = trained.map(({ layer, variable, rules }, i) => {
      const factor = rules?.factor ?? 1;
      const scalars = step.scalars.map((scalar, k) => (optimizer.rates.includes(optimizer.scalars[k] ?? '') ? scalar * factor : scalar));
      const gradient = all[i] as tf.Tensor;
      const used = scale ? gradient.mul(scale) : gradient;
      return { layer, gradient, updated: optimizer.update(variable, used, step.slots[i] ?? [], scalars).weights };
    });
    step.seed();
    return findFault(step.objective.model, step.weights, step.inputs, { loss: value.dataSync<'float32'>()[0] ?? Number.NaN, gradients });
  });
}
