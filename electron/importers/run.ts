import path from 'node:path';
import { planModel } from '../../shared/codegen/plan';
import { nodesOf } from '../../shared/nodes/nodes-of';
import { fromGraph } from '../../shared/saved/from-graph';
import { StudioError } from '../../shared/studio-error';
import { type Checkpoint, CheckpointStore } from '../engine/checkpoint/store';
import type { RunFile } from '../worker/run-file';
import { checkpointsPath, readRunFile } from '../worker/run-folder';
import type { Importer, LayerWeights } from './importer';
import { mustBeSame } from './model-bytes';
import { mustFit } from './wanted-shapes';

/** What a run says of its model, and the weights that it would be asked with: the best, else the last. */
async function open(file: string): Promise<{ readonly run: RunFile; readonly checkpoint: Checkpoint; readonly sha256: string }> {
  const folder = path.dirname(file);
  const run = await readRunFile(folder);
  const store = new CheckpointStore(checkpointsPath(folder));
  const checkpoint = (await store.newest('best')).checkpoint ?? (await store.newest('step')).checkpoint;
  if (!checkpoint) {
    throw new StudioError('This run has no weights yet.', {
      expected: 'a run that has trained',
      received: `no checkpoint in ${checkpointsPath(folder)}`,
      advice: 'Train it first, or choose another run.',
    });
  }
  return { run, checkpoint, sha256: checkpoint.sha256 };
}

/** A run of ours: `run.json` with its checkpoints beside it. */
export const run: Importer = {
  format: 'run',
  title: 'a run’s run.json',
  fits: (file) => path.basename(file) === 'run.json',
  async describe(file) {
    const { run: found, checkpoint, sha256 } = await open(file);
    const { graph, data } = found;
    if (!data.facts)
      throw new StudioError('This run has not looked at its data yet.', { expected: 'a run that has trained', received: found.state });
    const planned = planModel(graph, nodesOf(graph), data.facts);
    if (!planned.ok) {
      throw new StudioError('The model of this run cannot be built any more.', { received: planned.problems[0]?.message ?? 'a problem' });
    }
    const model = fromGraph(graph, nodesOf(graph), planned.report, data.facts);
    return { facts: { layers: model.layers.length, tensors: checkpoint.tensors.size }, sha256, model };
  },
  async weights(file, sha256, wanted): Promise<readonly LayerWeights[]> {
    const { checkpoint, sha256: own } = await open(file);
    mustBeSame(file, sha256, own);
    const layers = new Map<string, LayerWeights['weights'][number][]>();
    for (const [name, { shape, data }] of checkpoint.tensors) {
      const layer = name.split('/')[0] ?? name;
      const list = layers.get(layer) ?? [];
      layers.set(layer, list);
      list.push({ shape, data: Float32Array.from(data) });
    }
    return wanted.map((layer) => {
      const stored = layers.get(layer.layer) ?? null;
      mustFit(file, layer, stored?.map(({ shape }) => shape) ?? null);
      return { layer: layer.layer, weights: stored ?? [] };
    });
  },
};
