import * as tf from '@tensorflow/tfjs';
import type { CompiledModel } from './compile';
import { applyModel } from './step/feeds';
import { sampleLosses, sampleMetrics } from './step/losses';
import { weighted } from './step/objective';
import { penalty } from './step/penalties';

/**
 * Losses and metrics of each sample in inference mode, one row for all targets' loss and one a metric; then the model's
 * outputs. What the outputs and the losses are computed of is computed once.
 */
export function judgeSamples(
  { model, objective }: Pick<CompiledModel, 'model' | 'objective'>,
  inputs: tf.Tensor[],
  expected: readonly tf.Tensor[],
): tf.Tensor[] {
  const { targets, forms } = objective;
  const all = [...new Set([...model.outputs, ...objective.model.outputs])];
  const computed = applyModel(tf.model({ inputs: model.inputs, outputs: all }), inputs, false);
  const tensorsOf = (outputs: readonly tf.SymbolicTensor[]): (tf.Tensor | undefined)[] =>
    outputs.map((output) => computed[all.indexOf(output)]);
  const judged = tensorsOf(objective.model.outputs);
  const parts = targets.map((plan, i) => {
    const [output, target] = [judged[i], expected[i]];
    if (!output || !target) throw new Error('a target has no output');
    const loss = sampleLosses(plan, target, output, forms[i] ?? 'values', null);
    return { loss: weighted(objective, i, loss), metric: sampleMetrics(plan, target, output, forms[i] ?? 'values') };
  });
  const own = parts.map((part) => part.loss).reduce((a, b) => a.add(b));
  const added = penalty(objective.penalties ?? []);
  // To each sample, so that the mean has it once.
  const loss = added ? own.add(added) : own;
  return [tf.stack([loss, ...parts.map((part) => part.metric)]), ...tensorsOf(model.outputs).flatMap((output) => output ?? [])];
}
