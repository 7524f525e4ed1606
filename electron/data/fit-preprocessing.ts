import type { FeedPlan, FeedState, Preprocessing, TargetPlan, TargetState } from '../../shared/graph/feed';
import { StudioError } from '../../shared/studio-error';
import type { Dataset } from './dataset';
import { readTextTokenizer, textCounts, withoutPath } from './fit-text';
import { mapConcurrently } from './map-concurrently';
import { mustTellApart } from './must-tell-apart';
import { columnPlaces } from './table-columns';

const AT_ONCE = 64;

/**
 * Learns from the training split, sample by sample, what each feed and target needs: vocabularies, means and
 * deviations. Rejects with a StudioError where the data does not fit the plan.
 */
export async function fitPreprocessing(
  feeds: readonly FeedPlan[],
  targets: readonly TargetPlan[],
  dataset: Dataset,
  trainIndices: Uint32Array,
): Promise<Preprocessing> {
  if (trainIndices.length === 0) {
    throw new StudioError('There are no samples to train on.', { expected: 'at least one sample in the training split', received: 'none' });
  }
  const fitted: { plan: FeedPlan; state: FeedState }[] = [];
  for (const plan of feeds) fitted.push({ plan: withoutPath(plan), state: await fitFeed(plan, dataset, trainIndices) });
  return {
    format: 'attention-studio-preprocessing',
    version: 1,
    feeds: fitted,
    targets: targets.map((plan) => ({ plan, state: fitTarget(plan, dataset, trainIndices) })),
  };
}

async function fitFeed(plan: FeedPlan, dataset: Dataset, indices: Uint32Array): Promise<FeedState> {
  if (dataset.facts.input.kind !== plan.kind) {
    throw new StudioError('The data is not of the kind that the graph takes.', {
      expected: WORDS[plan.kind],
      received: WORDS[dataset.facts.input.kind],
      advice: `Choose other data, or another input node.`,
    });
  }
  switch (plan.kind) {
    case 'image':
      return { kind: 'image' };
    case 'text': {
      if (plan.split === 'file') return readTextTokenizer(plan);
      const counts = textCounts(plan, plan.split);
      await each(dataset, indices, (sample) => {
        if (sample.kind === 'text') counts.add(sample.text);
      });
      return counts.state();
    }
    case 'table': {
      const places = columnPlaces(plan.columns, dataset.facts);
      const columns = plan.columns.map(() => ({ count: 0, mean: 0, squares: 0 }));
      await each(dataset, indices, (sample) => {
        if (sample.kind !== 'table') return;
        columns.forEach((column, at) => {
          const place = places[at] ?? -1;
          const value = place < 0 ? 0 : (sample.values[place] ?? Number.NaN);
          if (!Number.isNaN(value)) welford(column, value);
        });
      });
      return { kind: 'table', mean: columns.map(({ mean }) => mean), deviation: columns.map(deviationOf) };
    }
  }
}

const WORDS = { image: 'pictures', text: 'text', table: 'a table' } as const;

function fitTarget(plan: TargetPlan, dataset: Dataset, indices: Uint32Array): TargetState {
  const { target } = dataset.facts;
  switch (plan.kind) {
    case 'classes': {
      if (target?.kind !== 'classes') {
        throw new StudioError('The graph tells classes, but the data has no class labels.', {
          expected: 'a label for each sample',
          received: target ? `values in “${target.column}”` : 'no labels',
          advice: 'Read the column as classes in the data panel, or end the graph with a Regression node.',
        });
      }
      mustTellApart(dataset.facts);
      if (plan.classes !== target.labels.length) {
        throw new StudioError('The graph and the data do not have the same number of classes.', {
          expected: `${plan.classes} classes`,
          received: `${target.labels.length}`,
          advice: 'Leave the number of classes of the Classification node to the data.',
        });
      }
      return { kind: 'classes', labels: [...target.labels] };
    }
    case 'value': {
      if (target?.kind !== 'value') {
        throw new StudioError('The graph predicts a number, but the data has classes.', {
          expected: 'a column of numbers to predict',
          received: target ? `${target.labels.length} classes` : 'no target',
          advice: 'Read the column as numbers in the data panel, or end the graph with a Classification node.',
        });
      }
      const column = { count: 0, mean: 0, squares: 0 };
      for (const index of indices) welford(column, dataset.targets[index] ?? 0);
      return { kind: 'value', column: target.column, mean: column.mean, deviation: deviationOf(column) };
    }
  }
}

interface Moments {
  count: number;
  mean: number;
  squares: number;
}

/** Welford's running mean and sum of squared differences: exact enough in one pass. */
function welford(moments: Moments, value: number): void {
  moments.count++;
  const before = value - moments.mean;
  moments.mean += before / moments.count;
  moments.squares += before * (value - moments.mean);
}

/** Of the population, as Keras's Normalization; 1 for a constant column, so that nothing is divided by 0. */
function deviationOf({ count, squares }: Moments): number {
  const deviation = count === 0 ? 0 : Math.sqrt(squares / count);
  return deviation > 0 ? deviation : 1;
}

/** Visits samples in order, reading ahead. */
async function each(
  dataset: Dataset,
  indices: Uint32Array,
  visit: (sample: Awaited<ReturnType<Dataset['sample']>>) => void,
): Promise<void> {
  for (let at = 0; at < indices.length; at += AT_ONCE) {
    const samples = await mapConcurrently(Array.from(indices.subarray(at, at + AT_ONCE)), AT_ONCE, (index) => dataset.sample(index));
    samples.forEach(visit);
  }
}
