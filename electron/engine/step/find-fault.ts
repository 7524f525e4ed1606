import * as tf from '@tensorflow/tfjs';
import { collectMoved } from '../moving-weights';
import type { NamedWeight } from '../named-weights';
import { applyModel } from './feeds';
import { NotFinite } from './training-step';

export interface FaultyStep {
  readonly loss: number;
  readonly gradients: readonly {
    readonly layer: string;
    readonly gradient: tf.Tensor | undefined;
    readonly updated: tf.Tensor | undefined;
  }[];
}

const allFinite = (tensor: tf.Tensor): boolean => tf.tidy(() => tensor.dtype !== 'float32' || tensor.isFinite().all().dataSync()[0] === 1);
const isUsable = (tensor: tf.Tensor | undefined): boolean => !tensor || tf.tidy(() => Number.isFinite(tensor.square().sum().dataSync()[0]));

/**
 * Goes through a failed step in the order of the computation – weights, activations layer by layer, loss, gradients
 * from the output back, new weights – and names the first thing
 * that is not finite (or whose square is not, which optimizers need). Slow, and runs once.
 */
export function findFault(model: tf.LayersModel, weights: readonly NamedWeight[], inputs: tf.Tensor[], step: FaultyStep): NotFinite {
  for (const weight of weights) if (!allFinite(weight.variable)) return new NotFinite('weight', weight.layer);
  // Layers of the model stand in the order in which they compute.
  const symbolic = model.layers.flatMap((layer) => {
    // A layer that is called again has an output for each call.
    const outputs = layer.inboundNodes.map((_, call) => layer.getOutputAt(call));
    return outputs.flat().map((tensor) => ({ layer: layer.name, tensor }));
  });
  const inside = tf.model({ inputs: model.inputs, outputs: symbolic.map((s) => s.tensor) });
  const { value: values, moved } = collectMoved(() => applyModel(inside, inputs, true));
  const lost = moved.find(({ next }) => !allFinite(next));
  for (const { next } of moved) next.dispose();
  for (const [i, value] of values.entries()) if (!allFinite(value)) return new NotFinite('activation', symbolic[i]?.layer ?? null);
  if (!Number.isFinite(step.loss)) return new NotFinite('loss', model.outputNames[0] ?? null);
  for (const { layer, gradient } of [...step.gradients].reverse()) if (!isUsable(gradient)) return new NotFinite('gradient', layer);
  for (const { layer, updated } of step.gradients) if (!isUsable(updated)) return new NotFinite('update', layer);
  if (lost) return new NotFinite('update', weights.find(({ variable }) => variable === lost.variable)?.layer ?? null);
  return new NotFinite('loss', null);
}
