import * as tf from '@tensorflow/tfjs';
import type { EncodedBatch } from '../data/dataset';
import type { CompiledModel } from './compile';
import { judgedBatch, type Probed, type Runner } from './runner';
import { assignTargets, needsAssigning } from './step/assign-targets';
import { eagerStep } from './step/eager';
import { applyModel, feedTensors, targetTensors } from './step/feeds';
import { sampleCounts, sampleLosses, sampleMetrics } from './step/losses';
import { weighted } from './step/objective';
import { penalty } from './step/penalties';
import { roundLengths } from './step/round-length';
import { scoped } from './step/scoped';
import { readWeights, writeWeights } from './weight-tensors';

/** Kernel by kernel: the reference, and what every engine can do. */
export function eagerRunner(compiled: CompiledModel, stepReason: string, threads: number | null = null): Runner {
  const { model, probe, objective, weights } = compiled;
  const { targets, forms } = objective;
  const probed = (batch: EncodedBatch): Probed => {
    const all = applyModel(probe, feedTensors(model, batch), false);
    return { outputs: all.slice(0, targets.length), maps: all.slice(targets.length) };
  };
  return {
    expect: () => {},
    countMaps: (batch) => scoped(() => probed(batch).maps.reduce((sum, map) => sum + map.size, 0)),
    how: { step: 'eager', xla: false, precision: 'float32', threads, stepReason },
    readWeights: () => readWeights(weights),
    writeWeights: (saved) => writeWeights(weights, saved),
    trainingStep: (options) => {
      const step = eagerStep({ ...options, objective, weights, seedStep: compiled.seedStep });
      // As long as in a graph: what is dropped depends on the shape.
      return { ...step, run: (batch, context) => step.run(roundLengths(batch, compiled.paddable), context) };
    },
    judge: (batch) => {
      const inputs = feedTensors(model, batch);
      const outputs = applyModel(model, inputs, false);
      const judged = forms.includes('logits') ? applyModel(objective.model, inputs, false) : outputs;
      const assigned = needsAssigning(targets) ? assignTargets(targets, batch, judged) : batch;
      const rows = targetTensors(targets, assigned).flatMap((target, i) => {
        const [plan, output] = [targets[i], judged[i]];
        if (!plan || !output) throw new Error('a target has no output');
        const counts = sampleCounts(plan, target);
        const sum = (values: tf.Tensor) => (counts ? values.mul(counts) : values).sum();
        return [
          sum(weighted(objective, i, sampleLosses(plan, target, output, forms[i] ?? 'values', null))),
          sum(sampleMetrics(plan, target, output, forms[i] ?? 'values')),
          counts ? counts.sum() : tf.scalar(batch.size),
        ];
      });
      const added = penalty(objective.penalties ?? []);
      const read = tf.stack([...rows, added ?? tf.scalar(0)]).dataSync<'float32'>();
      const sums = targets.map((_, i) => ({
        loss: read[3 * i] ?? Number.NaN,
        metric: read[3 * i + 1] ?? Number.NaN,
        count: read[3 * i + 2] ?? Number.NaN,
      }));
      return judgedBatch(outputs, batch.size, sums, read.at(-1) ?? Number.NaN);
    },
    predict: (batch) => applyModel(model, feedTensors(model, batch), false),
    probe: probed,
    dispose: () => {},
  };
}
