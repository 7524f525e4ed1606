import * as tf from '@tensorflow/tfjs';
import { planPreview } from '../../../shared/codegen/preview-plan';
import type { DataSettings, PartContent } from '../../../shared/dataset';
import type { Graph, NodeId } from '../../../shared/graph/document';
import type { Preprocessing } from '../../../shared/graph/feed';
import type { ValueSpec } from '../../../shared/graph/spec';
import { nodesOf } from '../../../shared/nodes/nodes-of';
import type { Preview } from '../../../shared/preview';
import type { Dataset, SplitIndices } from '../../data/dataset';
import { encodeBatch } from '../../data/encode-batch';
import { FEEDS } from '../../data/feeds/feeds';
import { fitPreprocessing } from '../../data/fit-preprocessing';
import { openDataset } from '../../data/open-dataset';
import { partAt } from '../../data/part-at';
import { rawSample } from '../../data/raw-sample';
import { splitIndices } from '../../data/split';
import { startWeights } from '../adapt/start-weights';
import { openEngine } from '../backends/open-engine';
import { type CompiledModel, compileModel } from '../compile';
import { applyModel, feedTensors } from '../step/feeds';
import { previewContent, type SampleValue, tonesOf, type Words } from './preview-content';

export interface PreviewQuestion {
  readonly graph: Graph;
  readonly data: DataSettings;
  readonly dataPath: string;
  readonly node: NodeId;
  /** Which of the training samples, counted from 0; it begins again behind the last. */
  readonly sample: number;
  /** Of what is drawn. */
  readonly seed: number;
  /** How often. */
  readonly draws: number;
}

/** So many training samples teach what stands before the node (words, statistics): enough to look at. */
const LEARNED_FROM = 400;
const BATCH = 32;

interface OpenData {
  readonly key: string;
  readonly dataset: Dataset;
  readonly split: SplitIndices;
}

interface Built {
  readonly key: string;
  readonly compiled: CompiledModel;
  readonly preprocessing: Preprocessing;
  readonly spec: ValueSpec;
}

/** Answers what a node makes of a sample while training. Data and model stay open from one question to the next. */
export class PreviewSession {
  #data: OpenData | null = null;
  #built: Built | null = null;

  /** Rejects with a StudioError where the data cannot be read, or what stands before the node is not whole. */
  async show(question: PreviewQuestion): Promise<Preview> {
    await openEngine('cpu');
    const data = await this.#open(question);
    const { compiled, preprocessing, spec } = await this.#build(question, data);
    const { dataset, split } = data;
    const from = split.train.length > 0 ? split.train : Uint32Array.from({ length: dataset.size }, (_, i) => i);
    const index = from[question.sample % from.length] ?? 0;
    const batch = await encodeBatch({ ...preprocessing, targets: [] }, dataset, [index]);
    const run = (training: boolean, draw: number): readonly SampleValue[] => {
      compiled.seedStep(draw);
      return tf.tidy(() =>
        applyModel(compiled.model, feedTensors(compiled.model, batch), training).map((tensor) => ({
          shape: tensor.shape.slice(1),
          data: tensor.dataSync<'float32'>().slice(),
        })),
      );
    };
    const [before] = run(false, 0);
    if (!before) throw new Error('a model without an output');
    const words = await wordsOf(spec, preprocessing, dataset, index, before);
    const tones = tonesOf(before);
    const shown = (value: SampleValue): Promise<PartContent> => previewContent(value, spec, tones, words);
    const after: PartContent[] = [];
    for (let draw = 0; draw < question.draws; draw++) {
      const [, value] = run(true, question.seed * question.draws + draw + 1);
      if (value) after.push(await shown(value));
    }
    const { label } = await dataset.view(index, null);
    return { index, label, before: await shown(before), after };
  }

  async #open({ data, dataPath }: PreviewQuestion): Promise<OpenData> {
    const key = JSON.stringify([dataPath, data.read, data.split, data.fingerprint]);
    if (this.#data?.key === key) return this.#data;
    await this.close();
    const dataset = await openDataset(dataPath, data.read, null);
    this.#data = { key, dataset, split: splitIndices(dataset, data.split) };
    return this.#data;
  }

  async #build({ graph, node, seed }: PreviewQuestion, { key: dataKey, dataset, split }: OpenData): Promise<Built> {
    const { plan, spec } = planPreview(graph, nodesOf(graph), dataset.facts, node);
    const key = JSON.stringify([dataKey, plan, node]);
    if (this.#built?.key === key) return this.#built;
    this.#forget();
    const train = split.train.subarray(0, LEARNED_FROM);
    const preprocessing = await fitPreprocessing(plan.feeds, [], dataset, train);
    const compiled = compileModel(plan, seed);
    this.#built = { key, compiled, preprocessing, spec };
    const encode = (indices: Uint32Array) => encodeBatch(preprocessing, dataset, indices);
    if (plan.starts) await startWeights({ compiled, starts: plan.starts, preprocessing, train, batchSize: BATCH, encode });
    return this.#built;
  }

  #forget(): void {
    this.#built?.compiled.dispose();
    this.#built = null;
  }

  async close(): Promise<void> {
    this.#forget();
    const { dataset } = this.#data ?? {};
    this.#data = null;
    await dataset?.close();
  }
}

/** The words of a sample's ids, where the input that they come from has names for them. */
async function wordsOf(
  { axis }: ValueSpec,
  preprocessing: Preprocessing,
  dataset: Dataset,
  index: number,
  { data }: SampleValue,
): Promise<Words | null> {
  if (axis?.kind !== 'tokens') return null;
  const feed = preprocessing.feeds.find(({ plan }) => plan.node === axis.input);
  const found = feed && partAt(feed.plan, await rawSample(dataset, index));
  // A decoder's words are those of the target: nothing is drawn of them here.
  const words = feed && found && feed.plan.kind !== 'decoder' ? FEEDS[feed.plan.kind].labels(feed.plan, feed.state, found.part) : null;
  return words && { words, ids: data };
}
