import { describe, expect, it } from 'vitest';
import { graphOf } from '../graph/graph-of.test-data';
import { inferGraph } from '../graph/infer';
import { NODES } from '../nodes/registry.gen';
import { memoryNeed } from './memory';

const dense = (units: number, trainable = true) =>
  inferGraph(graphOf({ table: 'TableInput', dense: ['Dense', { units, trainable }] }, ['table.columns > dense.input']), NODES, {
    samples: 1,
    inputs: { table: { kind: 'table', columns: ['a', 'b', 'c'] } },
    targets: {},
  });

describe('memoryNeed', () => {
  it('counts weights, gradients and what the optimizer keeps', () => {
    const report = dense(100);
    expect(report.parameters).toBe(400);
    expect(memoryNeed(report, { batchSize: 1, optimizerSlots: 2 }).weights).toBe(400 * 4 * 9);
    expect(memoryNeed(report, { batchSize: 1, optimizerSlots: 0 }).weights).toBe(400 * 4 * 5);
  });

  it('counts frozen weights once: they have neither gradients nor memory', () => {
    expect(memoryNeed(dense(100, false), { batchSize: 1, optimizerSlots: 2 }).weights).toBe(400 * 4);
  });

  it('grows with the batch in activations alone', () => {
    const [one, eight] = [1, 8].map((batchSize) => memoryNeed(dense(100), { batchSize, optimizerSlots: 2 }));
    expect(eight?.weights).toBe(one?.weights);
    expect(eight?.activations).toBe(8 * (one?.activations ?? 0));
  });

  it('sees what lies inside a node: every pair of an additive attention has a vector', () => {
    const report = inferGraph(
      graphOf({ image: 'ImageInput', places: ['Reshape', { target_shape: [784, 1] }], attention: ['AdditiveAttention', { units: 64 }] }, [
        'image.image > places.input',
        'places.output > attention.query',
      ]),
      NODES,
      null,
    );
    expect(memoryNeed(report, { batchSize: 1, optimizerSlots: 2 }).activations).toBeGreaterThan(4 * 3 * 784 * 784 * 64);
  });

  it('takes a length for sizes that only the data tells', () => {
    const report = inferGraph(
      graphOf({ text: 'TextInput', ids: 'TextVectorization', words: 'Embedding' }, ['text.text > ids.text', 'ids.ids > words.ids']),
      NODES,
      null,
    );
    const [short, long] = [100, 200].map((assumedLength) => memoryNeed(report, { batchSize: 1, optimizerSlots: 2, assumedLength }));
    expect(long?.activations).toBe(2 * (short?.activations ?? 0));
  });

  it('finds a terabyte before it is asked for', () => {
    expect(memoryNeed(dense(65_536), { batchSize: 4_000_000, optimizerSlots: 2 }).total).toBeGreaterThan(1e12);
  });
});
