import * as tf from '@tensorflow/tfjs';
import { kerasTopology } from '../../shared/codegen/keras-topology';
import type { ModelPlan } from '../../shared/codegen/plan';
import { withoutKernelRules } from '../../shared/graph/kernel-rules';
import { fromTopology } from './from-topology';
import { initialWeight } from './initial-weights';
import { registerLayers } from './layers/register-layers';
import { type NamedWeight, namedWeights } from './named-weights';
import { seedStep } from './randomness';
import { splitHeads } from './split-heads';
import type { Objective } from './step/objective';
import { openFeeds, paddableFeeds } from './step/paddable-feeds';
import { penaltiesOf } from './step/penalties';
import { rulesOf } from './weight-rules';

export interface CompiledModel {
  /** From the feeds to the outputs of `plan.targets`, in their orders. */
  readonly model: tf.LayersModel;
  /** The same layers; what the losses are computed of. */
  readonly objective: Objective;
  /** The same layers; outputs of `plan.targets`, then one [batch, heads?, query, key] for each of `plan.maps`. */
  readonly probe: tf.LayersModel;
  /** Node ids, in the order of the model's inputs. */
  readonly feedOrder: readonly string[];
  readonly weights: readonly NamedWeight[];
  /** Inputs of any length that may be padded without a difference. */
  readonly paddable: ReadonlySet<string>;
  /** Batches come in ever new shapes: sequences are as long as the data. */
  readonly anyLength: boolean;
  /** Seeds what is random within a step (dropout): called before each training step, and before it is repeated. */
  seedStep(step: number | tf.Scalar): void;
  dispose(): void;
}

/** Fills every weight from (seed, layer, weight), whatever was there. */
export function initialiseWeights(weights: readonly NamedWeight[], seed: number): void {
  for (const { variable, layer, className, path, start } of weights) {
    const values = tf.tensor(start?.() ?? initialWeight(seed, layer, className, path, variable.shape), variable.shape);
    variable.assign(values as tf.Tensor<never>);
    values.dispose();
  }
}

/**
 * Builds the model of a plan on the backend in use, out of the topology that exports write.
 *
 * @param seed of the initial weights and of what is random within a step
 */
export function compileModel(plan: ModelPlan, seed: number): CompiledModel {
  registerLayers();
  const { plan: split, logits } = splitHeads(plan);
  const targets = split.targets.map((target) => target.ref);
  const own = logits.filter((ref) => ref !== null);
  // What Keras does by a layer's keywords is done by the objective and the step here: tfjs would do some of it, otherwise.
  const plain = { ...split, records: split.records.map((record) => ({ ...record, config: withoutKernelRules(record) })) };
  const whole = fromTopology(kerasTopology(plain, [...targets, ...split.maps.map((map) => map.ref), ...own]));
  const part = (outputs: tf.SymbolicTensor[]): tf.LayersModel => tf.model({ inputs: whole.inputs, outputs });
  const probabilities = whole.outputs.slice(0, targets.length);
  const before = whole.outputs.slice(targets.length + split.maps.length);
  let at = 0;
  const judged = probabilities.map((output, i) => (logits[i] ? (before[at++] ?? output) : output));
  const weights = namedWeights(whole, rulesOf(plan.records));
  initialiseWeights(weights, seed);
  return {
    model: part(probabilities),
    objective: {
      model: part(judged),
      targets: plan.targets.map((target) => target.plan),
      forms: logits.map((ref) => (ref ? 'logits' : 'values')),
      penalties: penaltiesOf(weights),
    },
    probe: part(whole.outputs.slice(0, targets.length + split.maps.length)),
    feedOrder: plan.feeds.map((feed) => feed.node),
    weights,
    paddable: paddableFeeds(plan),
    anyLength: openFeeds(plan).length > 0,
    seedStep: (step) => seedStep(seed, step),
    // The layers are the same: disposed once.
    dispose: () => {
      whole.dispose();
    },
  };
}
