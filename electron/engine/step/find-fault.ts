import * as tf from '@tensorflow/tfjs';
import type { NamedWeight } from '../named-weights';
import { applyModel } from './feeds';
import { NotFinite } from './training-step';

export interface FaultyStep {
  readonly loss: number;
  readonly gradients: readonly { readonly layer: string; readonly value: tf.Tensor | null }[];
}

const isFinite = (tensor: tf.Tensor): boolean => tf.tidy(() => tensor.dtype !== 'float32' || tensor.isFinite().all().dataSync()[0] === 1);

/**
 * Goes through a failed step in the order of the computation – weights, activations layer by layer, loss, gradients
 * from the output back – and names the first thing that is not finite. Slow, and runs once.
 */
export function findFault(model: tf.LayersModel, weights: readonly NamedWeight[], inputs: tf.Tensor[], step: FaultyStep): NotFinite {
  for (const weight of weights) if (!isFinite(weight.variable)) return new NotFinite('weight', weight.layer);
  // Layers of the model stand in the order in which they compute.
  const symbolic = model.layers.flatMap((layer) => {
    const output = layer.output;
    return (Array.isArray(output) ? output : [output]).map((tensor) => ({ layer: layer.name, tensor }));
  });
  const inside = tf.model({ inputs: model.inputs, outputs: symbolic.map((s) => s.tensor) });
  const values = applyModel(inside, inputs, true);
  for (const [i, value] of values.entries()) if (!isFinite(value)) return new NotFinite('activation', symbolic[i]?.layer ?? null);
  if (!Number.isFinite(step.loss)) return new NotFinite('loss', model.outputNames[0] ?? null);
  for (const { layer, value } of [...step.gradients].reverse()) if (value && !isFinite(value)) return new NotFinite('gradient', layer);
  return new NotFinite('loss', null);
}
