import type { DataFacts } from '../../shared/graph/facts';
import type { FeedPlan, FeedState, Preprocessing, TargetState } from '../../shared/graph/feed';
import { StudioError } from '../../shared/studio-error';
import type { Dataset, EncodedBatch, EncodedTensor, OwnSample, RawSample } from './dataset';
import { fitImage, pictureFor } from './image/fit-image';
import { columnPlaces } from './table-columns';
import { textIds } from './text-ids';

/** The numbers of some samples of a data set, with their targets. */
export async function encodeBatch(preprocessing: Preprocessing, dataset: Dataset, indices: ArrayLike<number>): Promise<EncodedBatch> {
  const places = Array.from(indices);
  const feeds: Record<string, EncodedTensor> = {};
  for (const { plan, state } of preprocessing.feeds) {
    if (plan.kind === 'image') {
      feeds[plan.node] = stackPictures(plan, await Promise.all(places.map((index) => pictureFor(dataset, index, plan))));
    } else {
      const samples = await Promise.all(places.map((index) => dataset.sample(index)));
      feeds[plan.node] = encodeSamples(plan, state, samples, placesOf(plan, dataset.facts));
    }
  }
  const targets: Record<string, EncodedTensor> = {};
  for (const { plan, state } of preprocessing.targets) {
    targets[plan.node] = encodeTarget(state, plan.kind === 'value' && plan.standardize, targetsFor(state, dataset), places);
  }
  return { size: places.length, feeds, targets };
}

/**
 * The numbers of samples of the user's own, without targets. `facts`: those that `readOwnInput` read them by, the
 * run's; without, a row holds the columns of the plan in their order.
 */
export function encodeOwn(preprocessing: Preprocessing, samples: readonly OwnSample[], facts: DataFacts | null = null): EncodedBatch {
  const feeds: Record<string, EncodedTensor> = {};
  for (const { plan, state } of preprocessing.feeds) {
    const raws = samples.map(({ raw }) => raw);
    if (plan.kind === 'image') {
      const pictures = raws.map((raw) => {
        if (raw.kind !== 'image') throw new StudioError('The model takes a picture.', { received: raw.kind });
        return fitImage(raw, plan);
      });
      feeds[plan.node] = stackPictures(plan, pictures);
    } else {
      feeds[plan.node] = encodeSamples(plan, state, raws, placesOf(plan, facts));
    }
  }
  return { size: samples.length, feeds, targets: {} };
}

function placesOf(plan: OtherPlan, facts: DataFacts | null): number[] {
  if (plan.kind !== 'table') return [];
  return facts ? columnPlaces(plan.columns, facts) : plan.columns.map((_, at) => at);
}

/**
 * Class indices of the run, or values, for every sample of a data set: classes are matched by name, so that a
 * model can be judged on other data than it was trained on.
 */
export function targetsFor(state: TargetState, dataset: Dataset): Float64Array {
  const { target } = dataset.facts;
  if (state.kind === 'value') {
    if (target?.kind === 'value') return dataset.targets;
    throw new StudioError('The model predicts a number, but this data has none to compare with.', {
      expected: `a column “${state.column}”`,
    });
  }
  if (target?.kind !== 'classes') throw new StudioError('The model tells classes, but this data has no class labels.');
  const known = matchedLabels.get(dataset);
  if (known?.state === state) return known.targets;
  const map = target.labels.map((label) => state.labels.indexOf(label));
  const foreign = target.labels.filter((_, at) => (map[at] ?? -1) < 0);
  if (foreign.length > 0) {
    throw new StudioError(`The model does not know the ${foreign.length === 1 ? 'class' : 'classes'} ${foreign.slice(0, 5).join(', ')}.`, {
      expected: state.labels.slice(0, 20).join(', '),
      received: target.labels.slice(0, 20).join(', '),
      advice: 'Choose data with the classes that the model was trained on.',
    });
  }
  const targets = dataset.targets.map((at) => map[at] ?? 0);
  matchedLabels.set(dataset, { state, targets });
  return targets;
}

const matchedLabels = new WeakMap<Dataset, { state: TargetState; targets: Float64Array }>();

function encodeTarget(state: TargetState, standardize: boolean, targets: Float64Array, places: readonly number[]): EncodedTensor {
  switch (state.kind) {
    case 'classes': {
      const width = state.labels.length;
      const data = new Float32Array(places.length * width);
      places.forEach((index, row) => {
        data[row * width + (targets[index] ?? 0)] = 1;
      });
      return { shape: [places.length, width], data };
    }
    case 'value': {
      const value = (index: number) => targets[index] ?? 0;
      const data = Float32Array.from(places, (index) => (standardize ? (value(index) - state.mean) / state.deviation : value(index)));
      return { shape: [places.length, 1], data };
    }
  }
}

function stackPictures(plan: Extract<FeedPlan, { kind: 'image' }>, pictures: readonly Uint8Array[]): EncodedTensor {
  const size = plan.height * plan.width * plan.channels;
  const data = new Float32Array(pictures.length * size);
  pictures.forEach((picture, at) => {
    data.set(picture, at * size);
  });
  return { shape: [pictures.length, plan.height, plan.width, plan.channels], data };
}

type OtherPlan = Exclude<FeedPlan, { kind: 'image' }>;

/** `places`: for tables, where each column of the plan lies in a sample's values. */
function encodeSamples(plan: OtherPlan, state: FeedState, samples: readonly RawSample[], places: readonly number[]): EncodedTensor {
  if (plan.kind === 'text' && state.kind === 'text') {
    return encodeTexts(
      plan,
      state,
      samples.map((sample) => (sample.kind === 'text' ? sample.text : '')),
    );
  }
  if (plan.kind === 'table' && state.kind === 'table') return encodeRows(plan, state, samples, places);
  throw new Error(`a ${plan.kind} feed with the state of a ${state.kind} feed`);
}

/** Ids of words, padded with 0 behind, cut or filled to the plan's length or to the longest text of the batch. */
export function encodeTexts(
  plan: Extract<FeedPlan, { kind: 'text' }>,
  state: Extract<FeedState, { kind: 'text' }>,
  texts: readonly string[],
): EncodedTensor {
  const { ids } = textIds(plan, state);
  const rows = texts.map(ids);
  const length = plan.output_sequence_length ?? Math.max(1, ...rows.map((row) => row.length));
  const data = new Int32Array(rows.length * length);
  rows.forEach((row, at) => {
    data.set(row.slice(0, length), at * length);
  });
  return { shape: [rows.length, length], data };
}

function encodeRows(
  plan: Extract<FeedPlan, { kind: 'table' }>,
  state: Extract<FeedState, { kind: 'table' }>,
  samples: readonly RawSample[],
  places: readonly number[],
): EncodedTensor {
  const width = plan.columns.length;
  const data = new Float32Array(samples.length * width);
  samples.forEach((sample, row) => {
    if (sample.kind !== 'table') return;
    for (let column = 0; column < width; column++) {
      const place = places[column] ?? -1;
      const read = place < 0 ? 0 : (sample.values[place] ?? Number.NaN);
      const mean = state.mean[column] ?? 0;
      const value = Number.isNaN(read) ? mean : read;
      data[row * width + column] = plan.standardize ? (value - mean) / (state.deviation[column] ?? 1) : value;
    }
  });
  return { shape: [samples.length, width], data };
}
