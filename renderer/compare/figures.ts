import type { EpochPoint } from '../../shared/run';
import { toldBy } from '../training/curves';
import { engineWords } from '../training/engines-store';
import type { RunData } from '../training/run-data';
import { formatCount, formatMetric, formatNumber, formatWeight, isShare, metricName, timeLeft } from '../training/wording';

/** A column of the table of figures. */
export interface FigureColumn {
  readonly key: string;
  readonly title: string;
  /** Which end of the scale is good; null: neither. */
  readonly better: 'low' | 'high' | null;
  /** Null: this run does not have it. */
  value(run: RunData): number | string | null;
  text(value: number | string): string;
}

/** The epoch with the lowest validation loss, without validation the lowest loss: the one whose checkpoint is kept as the best. */
export function bestEpoch({ epochs }: RunData): EpochPoint | null {
  const validated = epochs.some((epoch) => epoch.val_loss !== null);
  const loss = (epoch: EpochPoint) => (validated ? (epoch.val_loss ?? Infinity) : epoch.loss);
  return epochs.reduce<EpochPoint | null>((best, epoch) => (best === null || loss(epoch) < loss(best) ? epoch : best), null);
}

const LOW_IS_GOOD = /^(loss|mse|mae|rmse|(mae|rmse)_.+|.*error_rate)$/;

/** What is known of how a metric is read; a metric that nobody knows has no good end. */
function better(metric: string): FigureColumn['better'] {
  if (LOW_IS_GOOD.test(metric)) return 'low';
  return /accuracy$|^r2(_.+)?$|^(recall|ndcg)_at_\d+$|^mean_reciprocal_rank$|^bleu$/.test(metric) ? 'high' : null;
}

function ofMetric(key: string, title: string, metric: string, value: (run: RunData) => number | null): FigureColumn {
  return {
    key,
    title,
    better: better(metric),
    value, // Three figures, not three decimals: the best of small losses is told from the second best.
    text: (v) => (typeof v !== 'number' ? v : isShare(metric) ? formatMetric(metric, v) : formatWeight(v)),
  };
}

function atBest(metric: string, part: 'training' | 'validation'): FigureColumn {
  return ofMetric(`${part}.${metric}`, `${part} ${metricName(metric)}`, metric, (run) => {
    const epoch = bestEpoch(run);
    return epoch && toldBy(epoch, metric, part);
  });
}

const count = (v: number | string) => (typeof v === 'number' ? formatCount(v) : v);

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, v) => sum + v, 0) / values.length;
}

/** Metrics that any of the runs tells, losses first. */
function metricsOf(runs: readonly RunData[], names: (run: RunData) => readonly string[]): readonly string[] {
  const found = new Set(runs.flatMap(names));
  found.delete('loss');
  return [...found].sort();
}

/** The columns that these runs have something for. Figures of training and validation are those of the best epoch. */
export function figureColumns(runs: readonly RunData[]): readonly FigureColumn[] {
  const trained = metricsOf(runs, (run) => Object.keys(run.epochs.at(-1)?.metrics ?? {}).map((name) => name.replace(/^val_/, '')));
  const held = metricsOf(runs, ({ info }) => Object.keys(info.evaluation ?? {}));
  const heldOut = (metric: string) =>
    ofMetric(`held-out.${metric}`, `held-out ${metricName(metric)}`, metric, ({ info }) => info.evaluation?.[metric] ?? null);
  return [
    { key: 'best', title: 'best epoch', better: null, value: (run) => bestEpoch(run)?.epoch ?? null, text: count },
    atBest('loss', 'training'),
    atBest('loss', 'validation'),
    ...trained.flatMap((metric) => [atBest(metric, 'training'), atBest(metric, 'validation')]),
    ...(runs.some(({ info }) => info.evaluation && 'loss' in info.evaluation) ? [heldOut('loss')] : []),
    ...held.map(heldOut),
    { key: 'parameters', title: 'parameters', better: null, value: ({ info }) => info.parameters, text: count },
    {
      key: 'speed',
      title: 'samples a second',
      better: 'high',
      value: ({ epochs }) => mean(epochs.map((epoch) => epoch.samples_per_second)),
      text: (v) => (typeof v === 'number' ? (v < 10 ? formatNumber(v) : formatCount(v)) : v),
    },
    {
      key: 'duration',
      title: 'trained for',
      // Shorter is not better: it may have stopped too early.
      better: null,
      value: ({ epochs }) => (epochs.length === 0 ? null : epochs.reduce((sum, epoch) => sum + epoch.seconds, 0)),
      text: (v) => (typeof v === 'number' ? (v < 10 ? `${v.toFixed(1)}\u202fs` : timeLeft(v)) : v),
    },
    { key: 'engine', title: 'engine', better: null, value: ({ info }) => info.engine && engineWords(info.engine), text: String },
  ];
}

/** The runs that are best in a column: none where all are alike, or only one has a figure. */
export function bestIn(column: FigureColumn, runs: readonly RunData[]): ReadonlySet<RunData> {
  if (column.better === null) return new Set();
  const told = runs.flatMap((run) => {
    const value = column.value(run);
    return typeof value === 'number' && Number.isFinite(value) ? [{ run, value }] : [];
  });
  const values = told.map((t) => t.value);
  const best = column.better === 'low' ? Math.min(...values) : Math.max(...values);
  const winners = told.filter((t) => t.value === best);
  return new Set(told.length < 2 || winners.length === told.length ? [] : winners.map((t) => t.run));
}

export interface Sorting {
  /** Of a column, or `run` for the names. */
  readonly key: string;
  readonly falling: boolean;
}

/** Runs in the order of a column; those without a figure come last either way. */
export function sortRuns(runs: readonly RunData[], columns: readonly FigureColumn[], by: Sorting | null): readonly RunData[] {
  if (!by) return runs;
  const column = columns.find((c) => c.key === by.key);
  const value = (run: RunData) => (column ? column.value(run) : run.info.name);
  const sign = by.falling ? -1 : 1;
  return [...runs].sort((one, other) => {
    const [a, b] = [value(one), value(other)];
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
    if (typeof a === 'number' && typeof b === 'number') return sign * (a - b);
    return sign * String(a).localeCompare(String(b), 'en', { numeric: true });
  });
}
