import * as tf from '@tensorflow/tfjs';
import type { EncodedBatch } from '../data/dataset';
import type { CompiledModel } from './compile';
import type { Probed, Runner } from './runner';
import { assignTargets, needsAssigning } from './step/assign-targets';
import { eagerStep } from './step/eager';
import { applyModel, feedTensors, targetTensors } from './step/feeds';
import { sampleLosses, sampleMetrics } from './step/losses';
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
      const parts = targetTensors(targets, assigned).map((target, i) => {
        const [plan, output] = [targets[i], judged[i]];
        if (!plan || !output) throw new Error('a target has no output');
        return {
          loss: weighted(objective, i, sampleLosses(plan, target, output, forms[i] ?? 'values', null)).sum(),
          metric: sampleMetrics(plan, target, output, forms[i] ?? 'values').sum(),
        };
      });
      const own = parts.map((part) => part.loss).reduce((a, b) => a.add(b));
      const added = penalty(objective.penalties ?? []);
      // Of each sample, so that the mean has it once.
      const loss = added ? own.add(added.mul(batch.size)) : own;
      const [sum = Number.NaN, ...metrics] = tf.stack([loss, ...parts.map((part) => part.metric)]).dataSync<'float32'>();
      return { outputs, loss: sum, metrics };
    },
    predict: (batch) => applyModel(model, feedTensors(model, batch), false),
    probe: probed,
    dispose: () => {},
  };
}
