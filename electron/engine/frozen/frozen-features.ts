import * as tf from '@tensorflow/tfjs';
import type { EncodedBatch, EncodedTensor } from '../../data/dataset';
import type { CompiledModel } from '../compile';
import type { ModelGraph } from '../graph/model-graph';
import type { GraphHost } from '../graph/native-binding';
import { type Program, type ProgramSource, recordProgram } from '../graph/program';
import { toTensor } from '../step/feeds';
import { FeatureStore, featureBudget, MOST_FEATURE_BYTES } from './feature-store';
import { contentOf, type Split, splitProgram } from './split-program';

/** What a run's settings say of how often samples come again. They decide, not the memory that is free: a resumed run decides alike. */
export interface Recurring {
  readonly samples: number;
  readonly epochs: number;
}

/** One sample at a time takes up to four times as long as a batch: fewer epochs would not earn that back. */
const LEAST_EPOCHS = 4;

interface FrozenOptions {
  readonly host: GraphHost;
  readonly graph: ModelGraph;
  /** Names of the session's variables that training leaves alone. */
  readonly frozen: ReadonlySet<string>;
  /** The model's inputs, in its order. */
  readonly inputNames: readonly string[];
  readonly store: FeatureStore;
  /** How often the run will see how many samples; absent: often enough. */
  readonly recurring: Recurring | null;
  readonly log: (line: string) => void;
}

/** What runs in the place of a program: another one, fed with features besides. */
export interface Fed {
  readonly program: string;
  readonly feeds: { readonly [name: string]: tf.Tensor };
}

const sizeOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

const rowOf = ({ shape, data }: EncodedTensor, row: number): EncodedTensor => {
  const [, ...rest] = shape;
  const width = sizeOf(rest);
  return { shape: [1, ...rest], data: data.subarray(row * width, (row + 1) * width) };
};

function rowsOf(tensors: EncodedBatch['feeds'], row: number): EncodedBatch['feeds'] {
  return Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, rowOf(tensor, row)]));
}

/** A batch of one sample of it. */
export const sampleOf = (batch: EncodedBatch, row: number): EncodedBatch => ({
  size: 1,
  feeds: rowsOf(batch.feeds, row),
  targets: rowsOf(batch.targets, row),
});

/**
 * What frozen layers make of each sample, computed once. Always of one sample alone, so that its features have the same
 * bits whatever batch it comes in, remembered or not: a resumed run equals an uninterrupted one.
 */
export class FrozenFeatures {
  readonly #options: FrozenOptions;
  /** By the program that they replace. */
  readonly #splits = new Map<string, Split>();
  /** Names of the programs that compute features, by what they compute. */
  readonly #programs = new Map<string, string>();

  constructor(options: FrozenOptions) {
    this.#options = options;
  }

  /**
   * The programs that run in the place of `whole` where samples are known.
   *
   * @param one the same for a batch of one sample
   */
  split(whole: Program, one: Omit<ProgramSource, 'name' | 'xla'>, size: number): readonly Program[] {
    const { host, frozen, recurring, log } = this.#options;
    const record = (name: string): Split | null => splitProgram(whole, recordProgram(host, { ...one, name, xla: false }), frozen, size);
    const found = record('one');
    if (!found) return [];
    const numbers = found.tensors.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
    // Where they take more than that, many would be computed anew, one by one, in every epoch.
    if (recurring && (recurring.epochs < LEAST_EPOCHS || 4 * numbers * recurring.samples > MOST_FEATURE_BYTES)) return [];
    const content = contentOf(found.features);
    const known = this.#programs.get(content);
    const name = known ?? `features${this.#programs.size}`;
    // Recorded once more under the name that stays: loops carry it in theirs.
    const split = record(name);
    if (!split) throw new Error('a program was split once and not again');
    this.#programs.set(content, name);
    this.#splits.set(whole.name, split);
    if (known) return [split.head];
    log(`Frozen parts are computed once a sample: ${numbers.toLocaleString('en')} numbers each.`);
    return [split.features, split.head];
  }

  /** The weights have changed. */
  forget(): void {
    this.#options.store.clear();
  }

  /** What runs in the place of `program`, with its features for this batch; null: the program itself. */
  of(program: string, batch: EncodedBatch): Fed | null {
    const split = this.#splits.get(program);
    const { indices } = batch;
    if (!split || indices?.length !== batch.size) return null;
    const rows = Array.from(indices, (index, row) => this.#featuresOf(split, batch, index, row));
    const feeds: Record<string, tf.Tensor> = {};
    let at = 0;
    for (const { name, shape } of split.tensors) {
      const width = sizeOf(shape);
      const data = new Float32Array(batch.size * width);
      for (const [row, features] of rows.entries()) data.set(features.subarray(at, at + width), row * width);
      feeds[name] = tf.tensor(data, [batch.size, ...shape], 'float32');
      at += width;
    }
    return { program: split.head.name, feeds };
  }

  #featuresOf({ features }: Split, batch: EncodedBatch, index: number, row: number): Float32Array {
    const { store } = this.#options;
    const known = store.get(features.name, index);
    if (known) return known;
    const computed = this.#compute(features.name, batch, row);
    store.offer(features.name, index, computed);
    return computed;
  }

  #compute(program: string, batch: EncodedBatch, row: number): Float32Array {
    const { graph, inputNames } = this.#options;
    return tf.tidy(() => {
      const inputs = inputNames.map((name, i) => {
        const feed = batch.feeds[name];
        if (!feed) throw new Error(`the batch has nothing for the input “${name}”`);
        return [`x${i}`, toTensor(rowOf(feed, row))] as const;
      });
      const parts = graph.run(program, Object.fromEntries(inputs)).map((tensor) => tensor.dataSync<'float32'>());
      const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
      let at = 0;
      for (const part of parts) {
        all.set(part, at);
        at += part.length;
      }
      return all;
    });
  }
}

/** What of a model is worth it; null where nothing is frozen, or where its inputs come in any length. */
export function openFrozen(
  compiled: CompiledModel,
  rest: Pick<FrozenOptions, 'host' | 'graph'> & {
    readonly featureBytes?: number;
    readonly recurring?: Recurring;
    readonly log?: (line: string) => void;
  },
): FrozenFeatures | null {
  const frozen = new Set(compiled.weights.filter(({ trainable, moving }) => !trainable && !moving).map(({ name }) => name));
  if (frozen.size === 0 || compiled.anyLength) return null;
  const { host, graph, featureBytes = featureBudget(), recurring = null, log = () => {} } = rest;
  const { inputNames } = compiled.model;
  return new FrozenFeatures({ host, graph, frozen, inputNames, store: new FeatureStore(featureBytes), recurring, log });
}
