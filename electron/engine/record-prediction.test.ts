import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bindingPath } from '../runtime/binding-path';
import { openEngine } from './backends/open-engine';
import type { GraphHost } from './graph/native-binding';
import { Untraceable } from './graph/recorder';
import { writeSavedModel } from './graph/saved-model';
import { ServedSession } from './graph/served-session';
import { namedWeights } from './named-weights';
import { recordPrediction } from './record-prediction';
import { applyModel } from './step/feeds';
import { scoped } from './step/scoped';

let host: GraphHost;
let folder = '';

/** A layer that computes as it is told. */
class Told extends tf.layers.Layer {
  static readonly className = 'Told';
  readonly #compute: (inputs: tf.Tensor[]) => tf.Tensor;

  constructor(compute: (inputs: tf.Tensor[]) => tf.Tensor) {
    super({});
    this.#compute = compute;
  }

  override computeOutputShape(): (number | null)[] {
    return [null, 2];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return this.#compute(Array.isArray(inputs) ? inputs : [inputs]);
  }
}

/** Inputs [batch, steps, 2], what is told, a Dense. */
function modelOf(inputs: readonly string[], compute: (inputs: tf.Tensor[]) => tf.Tensor): tf.LayersModel {
  const given = inputs.map((name) => tf.input({ shape: [null, 2], name }));
  const told = new Told(compute).apply(given) as tf.SymbolicTensor;
  return tf.model({ inputs: given, outputs: tf.layers.dense({ units: 3 }).apply(told) as tf.SymbolicTensor });
}

function record(model: tf.LayersModel, length = 8) {
  const weights = namedWeights(model);
  const prediction = recordPrediction(host, { model, weights }, new Map(model.inputNames.map((name) => [name, [4, length, 2]])));
  return { ...prediction, shapes: prediction.program.feeds.map(({ shape }) => shape), weights };
}

describe.skipIf(!bindingPath())('recordPrediction', () => {
  beforeAll(async () => {
    const { graphs } = await openEngine('tensorflow');
    if (!graphs) throw new Error('TensorFlow records no graphs');
    host = graphs;
    folder = mkdtempSync(path.join(os.tmpdir(), 'prediction-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('leaves every side open where it can', () => {
    const { open, reason, shapes } = record(modelOf(['a1', 'b1'], ([a, b]) => tf.add((a as tf.Tensor).mean(1), (b as tf.Tensor).max(1))));
    expect(open).toEqual({ batch: true, lengths: 'each' });
    expect(reason).toBeNull();
    expect(shapes).toEqual([
      [-1, -1, 2],
      [-1, -1, 2],
    ]);
  });

  test('lets all sequences have one length where they must have it', () => {
    const model = modelOf(['a2', 'b2'], (inputs) => tf.einsum('bsf,bsf->bf', ...inputs));
    const { open, reason, program, weights } = record(model);
    expect(open).toEqual({ batch: true, lengths: 'shared' });
    expect(reason).toMatch(/refuses inputs of other sizes/);
    const values = new Map(weights.map(({ name, variable }) => [name, variable]));
    writeSavedModel(host, folder, { program, inputs: model.inputNames, outputs: ['y'] }, values);
    const session = new ServedSession(host, folder);
    expect([...session.inputs]).toEqual(model.inputNames.map((name) => [name, [-1, -1, 2]]));
    scoped(() => {
      const given = model.inputNames.map(() => tf.randomUniform([5, 3, 2]));
      const [expected] = applyModel(model, given, false);
      const received = session.run(Object.fromEntries(model.inputNames.map((name, i) => [name, given[i] as tf.Tensor]))).y;
      expect(tf.max(tf.abs((received as tf.Tensor).sub(expected as tf.Tensor))).dataSync()[0]).toBeLessThan(1e-6);
    });
    session.dispose();
  });

  test('keeps the length that is known to work where each step is taken by itself', () => {
    const { open, reason, shapes } = record(modelOf(['a3'], ([a]) => tf.addN(tf.unstack(a as tf.Tensor, 1))));
    expect(open).toEqual({ batch: true, lengths: 'none' });
    expect(reason).toMatch(/“num” of its operation Unpack/);
    expect(shapes).toEqual([[-1, 8, 2]]);
  });

  test('takes one sample a call where each sample is taken by itself', () => {
    const { open, reason, shapes, program } = record(modelOf(['a4'], ([a]) => tf.stack(tf.unstack((a as tf.Tensor).mean(1)))));
    expect(open).toEqual({ batch: false, lengths: 'none' });
    expect(reason).toMatch(/Unpack/);
    expect(shapes).toEqual([[1, 8, 2]]);
    expect(program.outputs.map(({ shape }) => shape)).toEqual([[1, 3]]);
  });

  test('refuses what reads its numbers', () => {
    expect(() => record(modelOf(['a5'], ([a]) => (a as tf.Tensor).mean(1).mul((a as tf.Tensor).max().dataSync()[0] ?? 0)))).toThrow(
      Untraceable,
    );
  });
});
