import * as tf from '@tensorflow/tfjs';
import type { PythonProject } from '../../shared/codegen/python';
import type { EncodedTensor } from '../data/dataset';
import { compileModel } from '../engine/compile';
import { applyModel, feedTensors } from '../engine/step/feeds';
import { readWeights } from '../engine/weight-tensors';
import type { TrainedModel } from './trained-model';

const SAMPLES = 12;

/** A model of this plan with weights drawn by a seed, and its answers on made-up samples. */
export async function madeUpModel(project: PythonProject): Promise<TrainedModel> {
  await tf.setBackend('cpu');
  const { plan } = project;
  const compiled = compileModel(plan, 3);
  const feeds: Record<string, EncodedTensor> = {};
  for (const feed of plan.feeds) {
    const record = plan.records.find(({ name }) => name === feed.node);
    const shape = [SAMPLES, ...((record?.config.batch_shape ?? []) as readonly number[]).slice(1)];
    const size = shape.reduce((product, dim) => product * dim, 1);
    const word = (i: number) => (i % 12 > 8 ? 0 : (i * 7) % 90);
    feeds[feed.node] =
      feed.kind === 'text'
        ? { shape, data: Int32Array.from({ length: size }, (_, i) => word(i)) }
        : { shape, data: Float32Array.from({ length: size }, (_, i) => Math.sin(i) * (feed.kind === 'image' ? 128 : 1)) };
  }
  const batch = { size: SAMPLES, feeds, targets: {} };
  const inputs = feedTensors(compiled.model, batch);
  const outputs = applyModel(compiled.model, inputs, false);
  const predictions = outputs.map((output) => ({ shape: output.shape, data: Float32Array.from(output.dataSync()) }));
  const weights = readWeights(compiled.weights);
  for (const tensor of [...inputs, ...outputs]) tensor.dispose();
  compiled.dispose();
  return {
    ...project,
    split: { train: Uint32Array.of(0, 1), validation: Uint32Array.of(2), test: Uint32Array.of(3) },
    origins: { kind: 'files', files: ['a/0.png', 'a/1.png', 'c/2.png', 'c/3.png'] },
    weights,
    beginning: { weights, batches: [[0, 1]] },
    heldOut: { indices: [3], batch, predictions, texts: Array.from({ length: SAMPLES }, () => null) },
  };
}
