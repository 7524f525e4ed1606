import * as tf from '@tensorflow/tfjs';
import type { CompiledModel } from './compile';
import type { JudgedSums } from './runner';
import { applyModel } from './step/feeds';
import { sampleCounts, sampleLosses, sampleMetrics } from './step/losses';
import { type Objective, weighted } from './step/objective';
import { penalty } from './step/penalties';
import { TARGET_LOSSES } from './targets/target-losses';

/**
 * Of each sample in inference mode, for every target a row of its loss, one of its metric, and, where samples count
 * differently, one of what they count; last a row of what weights add, where they add something. Then the model's outputs. What the outputs and the losses are computed of is computed once.
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
  const rows = targets.flatMap((plan, i) => {
    const [output, target] = [judged[i], expected[i]];
    if (!output || !target) throw new Error('a target has no output');
    const loss = weighted(objective, i, sampleLosses(plan, target, output, forms[i] ?? 'values', null));
    const metric = sampleMetrics(plan, target, output, forms[i] ?? 'values');
    const counts = sampleCounts(plan, target);
    return [loss, metric, ...(counts ? [counts] : [])];
  });
  const own = penalty(objective.penalties ?? []);
  // A row like the others, so that all are read at once.
  const last = own ? [tf.fill([inputs[0]?.shape[0] ?? 1], 1).mul(own)] : [];
  return [tf.stack([...rows, ...last]), ...tensorsOf(model.outputs).flatMap((output) => output ?? [])];
}

/**
 * The rows of `judgeSamples`, added up over the first `size` samples.
 *
 * @param rows [rows, samples]
 */
export function sumsOfRows(
  objective: Pick<Objective, 'targets' | 'penalties'>,
  rows: Float32Array,
  samples: number,
  size: number,
): { readonly sums: readonly JudgedSums[]; readonly penalty: number } {
  let row = 0;
  const next = () => {
    const values = rows.subarray(row * samples, row * samples + size);
    row++;
    return values;
  };
  const sum = (values: Float32Array, counts: Float32Array | null) => values.reduce((all, value, i) => all + value * (counts?.[i] ?? 1), 0);
  const sums = objective.targets.map((plan): JudgedSums => {
    const [loss, metric] = [next(), next()];
    const counts = TARGET_LOSSES[plan.kind].isCounted(plan) ? next() : null;
    return { loss: sum(loss, counts), metric: sum(metric, counts), count: counts ? sum(counts, null) : size };
  });
  return { sums, penalty: (objective.penalties ?? []).length > 0 ? (next()[0] ?? Number.NaN) : 0 };
}
