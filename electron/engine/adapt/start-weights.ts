import * as tf from '@tensorflow/tfjs';
import type { Preprocessing } from '../../../shared/graph/feed';
import type { WeightStart } from '../../../shared/graph/weight-start';
import { StudioError } from '../../../shared/studio-error';
import type { EncodedBatch } from '../../data/dataset';
import { readWordVectors } from '../../data/word-vectors';
import type { CompiledModel } from '../compile';
import type { NamedWeight } from '../named-weights';
import { applyModel, feedTensors } from '../step/feeds';
import { Moments } from './moments';
import { Quantiles } from './quantiles';
import { takeSaved } from './take-saved';

export interface Starting {
  readonly compiled: Pick<CompiledModel, 'probe' | 'weights'>;
  readonly starts: readonly WeightStart[];
  readonly preprocessing: Preprocessing;
  /** Positions of the training split. */
  readonly train: Uint32Array;
  /** Samples that are looked at together. */
  readonly batchSize: number;
  encode(indices: Uint32Array): Promise<EncodedBatch>;
}

/**
 * Sets the weights that start from something else than the seed, sources first, before the first step: statistics of the
 * tensor that reaches a node over the whole training split – what stands before it is evaluated as it starts –, and the
 * vectors of a file, or the weights of a saved model. Padded places count, as in Keras.
 *
 * @returns what the log should say
 */
export async function startWeights(starting: Starting): Promise<string[]> {
  const notes: string[] = [];
  for (const start of starting.starts) {
    notes.push(await startOne(starting, start));
  }
  return notes;
}

function startOne(starting: Starting, start: WeightStart): Promise<string> {
  switch (start.type) {
    case 'adapt':
      return adapt(starting, start);
    case 'vectors':
      return takeVectors(starting, start);
    case 'saved':
      return takeSaved(starting.compiled.weights, start, assign);
  }
}

function weightOf({ compiled }: Starting, layer: string, path: string): NamedWeight {
  const weight = compiled.weights.find((w) => w.layer === layer && w.path === path);
  if (!weight) throw new Error(`the layer “${layer}” has no weight “${path}” to start`);
  return weight;
}

function assign({ variable }: NamedWeight, values: Float32Array): void {
  const next = tf.tensor(values, variable.shape);
  variable.assign(next as tf.Tensor<never>);
  next.dispose();
}

async function adapt(starting: Starting, { layer, of, fills }: Extract<WeightStart, { type: 'adapt' }>): Promise<string> {
  const { compiled, train, batchSize } = starting;
  const output = compiled.probe.getLayer(of.layer).output;
  const reached = Array.isArray(output) ? output[of.output] : output;
  if (!reached) throw new Error(`the layer “${of.layer}” has no output ${of.output}`);
  const upstream = tf.model({ inputs: compiled.probe.inputs, outputs: reached });
  const moments = new Moments(reached.shape.at(-1) ?? 1);
  const quantiles = new Quantiles();
  const sorts = Object.values(fills).some(({ kind }) => kind === 'quantiles');
  for (let at = 0; at < train.length; at += batchSize) {
    const batch = await starting.encode(train.subarray(at, at + batchSize));
    const values = tf.tidy(() => applyModel(upstream, feedTensors(upstream, batch), false)[0]?.dataSync<'float32'>().slice());
    if (!values) throw new Error('a model without an output');
    if (!values.every(Number.isFinite)) {
      throw new StudioError(`“${layer}” cannot learn from the training data: a number that reaches it is none.`, {
        expected: 'finite numbers',
        received: `one that is not, among samples ${at + 1} to ${at + batch.size} of the training split`,
        advice: 'Look at what stands before this node, and at the data.',
      });
    }
    moments.add(values);
    if (sorts) quantiles.add(values);
  }
  for (const [path, statistic] of Object.entries(fills)) {
    const values = statistic.kind === 'quantiles' ? quantiles.boundaries(statistic.bins) : moments[statistic.kind]();
    assign(weightOf(starting, layer, path), values);
  }
  return `“${layer}” learned from ${train.length.toLocaleString('en')} training samples.`;
}

async function takeVectors(starting: Starting, start: Extract<WeightStart, { type: 'vectors' }>): Promise<string> {
  const state = starting.preprocessing.feeds.find(({ plan }) => plan.node === start.feed)?.state;
  if (state?.kind !== 'text' || state.vocabulary.length === 0) {
    throw new StudioError(`“${start.layer}” cannot start from word vectors: its ids are not those of words.`, {
      expected: 'Text vectorization that splits by whitespace',
      received: state?.kind === 'text' ? 'the vocabulary of a file' : 'no vocabulary',
      advice: 'Take the file of vectors away, or split by whitespace.',
    });
  }
  const weight = weightOf(starting, start.layer, start.weight);
  const values = weight.variable.dataSync<'float32'>().slice();
  // 0 pads and 1 is unknown: no file has them.
  const words = new Map(state.vocabulary.map((word, id) => [word, id] as const).slice(2));
  const found = await readWordVectors(start.path, words, start.width, (row, vector) => values.set(vector, row * start.width));
  assign(weight, values);
  return `“${start.layer}”: ${found.toLocaleString('en')} of ${words.size.toLocaleString('en')} words have vectors.`;
}
