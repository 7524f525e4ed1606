import type * as tf from '@tensorflow/tfjs';
import type { Split } from '../../../shared/dataset';
import type { Evaluation } from '../../../shared/run';
import { StudioError } from '../../../shared/studio-error';
import { TARGETS } from '../../data/targets/targets';
import type { RunParts } from '../run-parts';
import { measure } from '../validation';
import { BoxReport } from './box-report';
import { judgeWritten } from './judge-written';
import { writes } from './write-texts';

/** Up to this many true and predicted values are kept for the picture. */
const MAX_VALUES = 1000;

/** What the model says of each sample: the class with the highest probability, or the value in the data's unit. */
export interface Verdict {
  readonly index: number;
  readonly actual: number;
  readonly predicted: number;
  /** Of the predicted class; null for values. */
  readonly probability: number | null;
}

/** Reads the verdicts of one batch out of the first output. */
export function verdicts(parts: RunParts, indices: Uint32Array, output: tf.Tensor): Verdict[] {
  const [target] = parts.preprocessing.targets;
  if (!target) throw new Error('a model without a target');
  const values = output.dataSync<'float32'>();
  const width = values.length / Math.max(1, indices.length);
  return Array.from(indices, (index, row) => {
    const actual = parts.actual(index);
    const line = values.subarray(row * width, (row + 1) * width);
    return { index, actual, ...TARGETS[target.plan.kind].judge(target.plan, target.state, line) };
  });
}

/** Loss, metrics and every verdict of one part of the data. Null when aborted. */
export async function judgeSplit(
  parts: RunParts,
  split: Split,
  batchSize: number,
  aborted: () => boolean = () => false,
): Promise<{ readonly evaluation: Evaluation; readonly verdicts: readonly Verdict[] } | null> {
  const indices = parts.split[split];
  if (indices.length === 0) {
    throw new StudioError(`This run has no samples for “${split}”.`, {
      expected: 'a part of the data set aside',
      received: 'none',
      advice: 'Give that part a share in the data panel, and train again.',
    });
  }
  const all: Verdict[] = [];
  const [first] = parts.preprocessing.targets;
  const report = first?.plan.kind === 'boxes' && first.state.kind === 'boxes' ? new BoxReport(first.plan, first.state) : null;
  const measured = await measure(parts, indices, Math.max(32, batchSize), aborted, (at, [output], batch) => {
    if (!output) return;
    all.push(...verdicts(parts, at, output));
    report?.add(at, batch, output);
  });
  if (!measured) return null;
  const written = writes(parts) ? await judgeWritten(parts, indices, Math.max(32, batchSize), aborted) : null;
  const state = parts.preprocessing.targets[0]?.state;
  const classes = state?.kind === 'classes' ? [...state.labels] : null;
  const confusion = classes ? classes.map(() => classes.map(() => 0)) : null;
  for (const { actual, predicted } of all) {
    const row = confusion?.[actual];
    if (row) row[predicted] = (row[predicted] ?? 0) + 1;
  }
  return {
    verdicts: all,
    evaluation: {
      split,
      samples: indices.length,
      metrics: { loss: measured.loss, ...measured.metrics, ...written?.metrics },
      ...(written && written.samples < indices.length && { written: written.samples }),
      classes,
      confusion,
      values:
        state?.kind !== 'value' ? null : all.slice(0, MAX_VALUES).map(({ index, actual, predicted }) => ({ index, actual, predicted })),
      ...(report && { boxes: report.report() }),
    },
  };
}

export async function evaluateSplit(
  parts: RunParts,
  split: Split,
  batchSize: number,
  aborted: () => boolean = () => false,
): Promise<Evaluation | null> {
  return (await judgeSplit(parts, split, batchSize, aborted))?.evaluation ?? null;
}
