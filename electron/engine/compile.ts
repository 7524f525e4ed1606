import * as tf from '@tensorflow/tfjs';
import { kerasTopology } from '../../shared/codegen/keras-topology';
import type { ModelPlan } from '../../shared/codegen/plan';
import { initialWeight } from './initial-weights';
import { registerLayers } from './layers/register-layers';
import { type NamedWeight, namedWeights } from './named-weights';

export interface CompiledModel {
  /** From the feeds to the outputs of `plan.targets`, in their orders. */
  readonly model: tf.LayersModel;
  /** The same layers; outputs of `plan.targets`, then one [batch, heads?, query, key] for each of `plan.maps`. */
  readonly probe: tf.LayersModel;
  /** Node ids, in the order of the model's inputs. */
  readonly feedOrder: readonly string[];
  readonly weights: readonly NamedWeight[];
  dispose(): void;
}

/** Fills every weight from (seed, layer, weight), whatever was there. */
export function initialiseWeights(weights: readonly NamedWeight[], seed: number): void {
  for (const { variable, layer, className, path } of weights) {
    const values = tf.tensor(initialWeight(seed, layer, className, path, variable.shape), variable.shape);
    variable.assign(values as tf.Tensor<never>);
    values.dispose();
  }
}

/**
 * Builds the model of a plan on the backend in use, through tfjs's own reader of Keras configs: the topology is
 * the one that exports write.
 */
export async function compilePlan(plan: ModelPlan, seed: number): Promise<CompiledModel> {
  registerLayers();
  const targets = plan.targets.map((target) => target.ref);
  const topology = kerasTopology(plan, [...targets, ...plan.maps.map((map) => map.ref)]);
  // tfjs's type asks for a manifest of weights beside the topology; its code does not.
  const config = { modelTopology: topology } as unknown as Parameters<typeof tf.models.modelFromJSON>[0];
  const probe = await tf.models.modelFromJSON(config);
  const model = plan.maps.length === 0 ? probe : tf.model({ inputs: probe.inputs, outputs: probe.outputs.slice(0, targets.length) });
  const weights = namedWeights(probe);
  initialiseWeights(weights, seed);
  return {
    model,
    probe,
    feedOrder: plan.feeds.map((feed) => feed.node),
    weights,
    dispose: () => {
      if (model !== probe) model.dispose();
      probe.dispose();
    },
  };
}
