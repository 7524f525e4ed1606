import { planModel } from '../../shared/codegen/plan';
import type { DataFacts } from '../../shared/graph/facts';
import type { SavedModel } from '../../shared/graph/saved-model';
import { nodesOf } from '../../shared/nodes/nodes-of';
import { fromGraph } from '../../shared/saved/from-graph';
import { StudioError } from '../../shared/studio-error';
import { rawSample } from '../data/raw-sample';
import { compileModel } from '../engine/compile';
import { epochOrder } from '../engine/epoch-order';
import type { RunParts } from '../engine/run-parts';
import { scoped } from '../engine/step/scoped';
import { readWeights } from '../engine/weight-tensors';
import type { RunFile } from '../worker/run-file';
import type { HeldOut, TrainedModel } from './trained-model';

/** Real samples that an export is compared on. */
const SAMPLES = 100;
/** First steps whose batches are written down. */
const FIRST_BATCHES = 20;

/** An open run as the exporters want it. The best weights must be loaded. */
export async function trainedFromRun(
  parts: RunParts,
  run: Pick<RunFile, 'projectName' | 'training' | 'data' | 'graph'>,
  dataPath: string,
): Promise<TrainedModel> {
  const { plan, preprocessing, split, dataset } = parts;
  const saved = savedOf(run.graph, parts.facts);
  return {
    name: run.projectName,
    plan,
    preprocessing,
    training: run.training,
    read: dataset.read,
    dataPath,
    split,
    origins: dataset.origins ?? { kind: 'positions' },
    weights: parts.runner.readWeights(),
    beginning: beginning(parts, run.training),
    ...(saved && { saved }),
    heldOut: await heldOut(parts),
  };
}

/** The model up to its head; null where it is of a form that cannot be taken as one: with several inputs. */
function savedOf(graph: RunFile['graph'], facts: DataFacts): SavedModel | null {
  const planned = planModel(graph, nodesOf(graph), facts);
  if (!planned.ok) return null;
  try {
    return fromGraph(graph, nodesOf(graph), planned.report, facts);
  } catch (error) {
    if (error instanceof StudioError) return null;
    throw error;
  }
}

/** What training began with. Null with word vectors or a saved model: the file that they came from is not at hand any more. */
function beginning(parts: RunParts, { seed, batch_size }: RunFile['training']): TrainedModel['beginning'] {
  if (parts.plan.starts?.some((start) => start.type !== 'adapt')) return null;
  return { weights: initialWeights(parts, seed), batches: firstBatches(parts.split.train, seed, batch_size) };
}

/** From the seed; what a node learned before the first step, it has still. */
function initialWeights({ plan, runner }: RunParts, seed: number): ReturnType<typeof readWeights> {
  const fresh = compileModel(plan, seed);
  try {
    const learned = new Set(
      plan.starts?.flatMap((start) => (start.type === 'adapt' ? Object.keys(start.fills).map((path) => `${start.layer}/${path}`) : [])),
    );
    const now = new Map((learned.size > 0 ? runner.readWeights() : []).map((weight) => [weight.name, weight]));
    return readWeights(fresh.weights).map((weight) => (learned.has(weight.name) ? (now.get(weight.name) ?? weight) : weight));
  } finally {
    fresh.dispose();
  }
}

function firstBatches(train: Uint32Array, seed: number, size: number): number[][] {
  const batches: number[][] = [];
  for (let epoch = 0; batches.length < FIRST_BATCHES && train.length > 0; epoch += 1) {
    const order = epochOrder(train, seed, epoch);
    for (let at = 0; at < order.length && batches.length < FIRST_BATCHES; at += size) batches.push([...order.subarray(at, at + size)]);
  }
  return batches;
}

/** Samples of the test split, or of whatever split has some, with the model's answers. */
async function heldOut({ split, runner, encode, dataset }: RunParts): Promise<HeldOut> {
  const part = [split.test, split.validation, split.train].find((indices) => indices.length > 0) ?? new Uint32Array();
  const indices = part.slice(0, SAMPLES);
  const batch = await encode(indices);
  const predictions = scoped(() =>
    runner.predict(batch).map((output) => ({ shape: output.shape, data: Float32Array.from(output.dataSync()) })),
  );
  const texts = await Promise.all(
    Array.from(indices, async (index) => {
      const texts = Object.values(await rawSample(dataset, index)).flatMap((part) => (part.kind === 'text' ? [part.text] : []));
      return texts.length === 1 ? (texts[0] ?? null) : null;
    }),
  );
  return { indices: [...indices], batch, predictions, texts };
}
