import type * as tf from '@tensorflow/tfjs';
import type { Split } from '../../../shared/dataset';
import type { EvaluatedOutput, Evaluation } from '../../../shared/run';
import { StudioError } from '../../../shared/studio-error';
import type { EncodedBatch } from '../../data/dataset';
import { TARGETS } from '../../data/targets/targets';
import type { RunParts } from '../run-parts';
import { type Measured, measure } from '../validation';
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

type Point = NonNullable<Evaluation['values']>[number];

/** What was gathered of one output, batch after batch. */
interface Gathered {
  readonly verdicts: Verdict[];
  readonly series: Map<string, Point[]>;
}

/** Reads what one batch says out of an output. */
function gather(
  parts: RunParts,
  at: number,
  indices: Uint32Array,
  output: tf.Tensor,
  expected: EncodedBatch['targets'][string] | undefined,
  into: Gathered,
): void {
  const target = parts.preprocessing.targets[at];
  if (!target) throw new Error('an output without a target');
  const { plan, state } = target;
  const rules = TARGETS[plan.kind];
  const values = output.dataSync<'float32'>();
  const width = values.length / Math.max(1, indices.length);
  const asked = expected ? expected.data.length / Math.max(1, indices.length) : 0;
  for (const [row, index] of Array.from(indices).entries()) {
    const line = values.subarray(row * width, (row + 1) * width);
    into.verdicts.push({ index, actual: parts.actual(index, at), ...rules.judge(plan, state, line) });
    if (!expected || into.verdicts.length > MAX_VALUES) continue;
    for (const { column, actual, predicted } of rules.series(plan, state, expected.data.subarray(row * asked, (row + 1) * asked), line)) {
      const points = into.series.get(column) ?? [];
      points.push({ index, actual, predicted });
      into.series.set(column, points);
    }
  }
}

function confusionOf(classes: readonly string[], verdicts: readonly Verdict[]): number[][] {
  const confusion = classes.map(() => classes.map(() => 0));
  for (const { actual, predicted } of verdicts) {
    const row = confusion[actual];
    if (row && predicted >= 0) row[predicted] = (row[predicted] ?? 0) + 1;
  }
  return confusion;
}

function evaluatedOutput(
  { plan, state }: RunParts['preprocessing']['targets'][number],
  { verdicts, series }: Gathered,
  metrics: Measured['metrics'],
): EvaluatedOutput {
  const classes = TARGETS[plan.kind].classes(state);
  const single = (column: string) => [
    { column, points: verdicts.slice(0, MAX_VALUES).map(({ index, actual, predicted }) => ({ index, actual, predicted })) },
  ];
  const several = series.size > 0 ? [...series].map(([column, points]) => ({ column, points })) : null;
  return {
    node: plan.node,
    target: plan.target,
    kind: plan.kind,
    metrics,
    classes: classes ? [...classes] : null,
    confusion: classes ? confusionOf(classes, verdicts) : null,
    values: state.kind === 'value' ? single(state.column) : several,
  };
}

/** Parts that are judged: one, or all samples of other data than the run's own. */
export type Judged = Split | 'all';

function indicesOf(parts: RunParts, split: Judged): Uint32Array {
  if (split !== 'all') return parts.split[split];
  const { train, validation, test } = parts.split;
  return Uint32Array.from([...train, ...validation, ...test]).sort();
}

/** Loss, metrics and every verdict of one part of the data. Null when aborted. */
export async function judgeSplit(
  parts: RunParts,
  split: Judged,
  batchSize: number,
  aborted: () => boolean = () => false,
): Promise<{ readonly evaluation: Evaluation; readonly verdicts: readonly (readonly Verdict[])[] } | null> {
  const indices = indicesOf(parts, split);
  if (indices.length === 0) {
    throw new StudioError(`This run has no samples for “${split}”.`, {
      expected: 'a part of the data set aside',
      received: 'none',
      advice: 'Give that part a share in the data panel, and train again.',
    });
  }
  const gathered = parts.preprocessing.targets.map((): Gathered => ({ verdicts: [], series: new Map() }));
  const [firstTarget] = parts.preprocessing.targets;
  const report =
    firstTarget?.plan.kind === 'boxes' && firstTarget.state.kind === 'boxes' ? new BoxReport(firstTarget.plan, firstTarget.state) : null;
  const measured = await measure(parts, indices, Math.max(32, batchSize), aborted, (at, outputs, batch) => {
    if (outputs[0]) report?.add(at, batch, outputs[0]);
    for (const [i, output] of outputs.entries()) {
      const [into, node] = [gathered[i], parts.preprocessing.targets[i]?.plan.node];
      if (into && node !== undefined) gather(parts, i, at, output, batch.targets[node], into);
    }
  });
  if (!measured) return null;
  const written = writes(parts) ? await judgeWritten(parts, indices, Math.max(32, batchSize), aborted) : null;
  const outputs = parts.preprocessing.targets.map((target, i) =>
    evaluatedOutput(target, gathered[i] ?? { verdicts: [], series: new Map() }, measured.byTarget[i] ?? {}),
  );
  const [first] = outputs;
  return {
    verdicts: gathered.map(({ verdicts }) => verdicts),
    evaluation: {
      split: split === 'all' ? 'test' : split,
      samples: indices.length,
      metrics: { loss: measured.loss, ...measured.metrics, ...written?.metrics },
      ...(written && written.samples < indices.length && { written: written.samples }),
      classes: first?.classes ?? null,
      confusion: first?.confusion ?? null,
      values: first?.values?.[0]?.points ?? null,
      ...(report && { boxes: report.report() }),
      outputs,
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
