import { expect, it } from 'vitest';
import { inferGraph } from '../../../shared/graph/infer';
import { NODES } from '../../../shared/nodes/registry.gen';
import { DEFAULT_TRAINING } from '../../../shared/training';
import { TABLE_GRAPH } from '../../worker/run-folder.test-data';
import { bytesForTraining, memoryAvailable, mustFit } from './memory-need';

const facts = {
  samples: 120,
  inputs: { table: { kind: 'table' as const, columns: ['a', 'b', 'c'] } },
  targets: { class: { kind: 'classes' as const, labels: ['x', 'y', 'z'] } },
};
const withUnits = (units: number) => {
  const dense = { kind: 'Dense', title: null, params: { units } };
  return inferGraph({ ...TABLE_GRAPH, nodes: { ...TABLE_GRAPH.nodes, dense, dropout: dense } }, NODES, facts);
};

it('counts weights with gradients and optimizer state', () => {
  const report = withUnits(10_000);
  const weights = bytesForTraining(report, { ...DEFAULT_TRAINING, batch_size: 1 });
  // 10,000 × 10,000 weights of four bytes: themselves, their gradients and two slots of Adam at least.
  expect(weights).toBeGreaterThan(4 * 4 * 1e8);
  expect(weights).toBeLessThan(4 * 12 * 1e8);
  const sgd = bytesForTraining(report, { ...DEFAULT_TRAINING, batch_size: 1, optimizer: { name: 'sgd', momentum: 0.9, nesterov: false } });
  expect(sgd).toBeLessThan(weights);
  const summed = bytesForTraining(report, { ...DEFAULT_TRAINING, batch_size: 1, gradient_accumulation_steps: 4 });
  expect(summed).toBeGreaterThanOrEqual(weights + 4 * 1e8);
});

it('counts activations by the batch, and advises what helps', () => {
  const report = withUnits(1000);
  const small = bytesForTraining(report, { ...DEFAULT_TRAINING, batch_size: 1 });
  const large = bytesForTraining(report, { ...DEFAULT_TRAINING, batch_size: 60_000 });
  expect(large - small).toBeGreaterThan(60_000 * 2000 * 4);
  expect(() => mustFit(report, { ...DEFAULT_TRAINING, batch_size: 60_000 }, small + 1)).toThrow(/takes about .* GB|MB/);
  try {
    mustFit(report, { ...DEFAULT_TRAINING, batch_size: 60_000 }, small + 1);
  } catch (error) {
    expect(error).toMatchObject({ advice: expect.stringContaining('batch size (now 60000)') });
  }
  expect(() => mustFit(report, DEFAULT_TRAINING, small * 2)).not.toThrow();
});

it('knows what this machine can give', () => {
  expect(memoryAvailable()).toBeGreaterThan(1e7);
});
