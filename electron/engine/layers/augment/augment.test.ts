import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { LayerRecord } from '../../../../shared/graph/layer-record';
import type { JsonObject } from '../../../../shared/json';
import { openEngine } from '../../backends/open-engine';
import { type CompiledModel, compileModel } from '../../compile';
import { withDrawer } from '../../randomness';
import { applyModel } from '../../step/feeds';

const numbers = z.array(z.number());
const golden = z.array(
  z.object({
    kind: z.string(),
    config: z.record(z.string(), z.json()),
    shape: numbers,
    x: numbers,
    /** Uniform numbers, in the order in which the layer asks for them. */
    draws: z.array(numbers),
    expected: numbers,
  }),
);
const file = path.join(import.meta.dirname, '../../golden/augmentation.json');
const CASES = golden.parse(JSON.parse(readFileSync(file, 'utf8'))).map((c, at) => ({ title: `${at}: ${c.kind}`, c }));

const dtypeOf = (kind: string): 'int32' | 'float32' => (kind === 'WordDropout' ? 'int32' : 'float32');

function modelOf(kind: string, config: JsonObject, shape: readonly number[], seed = 7): CompiledModel {
  const records: LayerRecord[] = [
    { name: 'x', class_name: 'InputLayer', config: { batch_shape: [null, ...shape.slice(1)], dtype: dtypeOf(kind) }, inbound: [] },
    { name: 'change', class_name: kind, config, inbound: [{ layer: 'x', output: 0 }] },
  ];
  const target = {
    plan: { kind: 'value', node: 'y', target: 'y', loss: 'mean_squared_error', standardize: false },
    ref: { layer: 'change', output: 0 },
  } as const;
  return compileModel(
    {
      feeds: [{ kind: 'table', node: 'x', source: 'x', columns: [], standardize: false }],
      records,
      targets: [target],
      maps: [],
      parameters: 0,
    },
    seed,
  );
}

function run(model: CompiledModel, x: tf.Tensor, step: number, training = true): readonly number[] {
  return tf.tidy(() => {
    model.seedStep(step);
    return Array.from(applyModel(model.model, [x], training)[0]?.dataSync() ?? []);
  });
}

describe.each(['tensorflow', 'cpu'] as const)('on %s', (engine) => {
  beforeAll(async () => {
    await openEngine(engine);
  });

  it.each(CASES)('$title does with given draws what NumPy does', ({ c }) => {
    const model = modelOf(c.kind, c.config, c.shape);
    const x = tf.tensor(c.x, c.shape, dtypeOf(c.kind));
    const draws = [...c.draws];
    const drawer = (shape: readonly number[]): tf.Tensor => {
      const next = draws.shift();
      if (!next) throw new Error('the layer draws more often than its reference');
      return tf.tensor(next, [...shape]);
    };
    const received = withDrawer(drawer, () => run(model, x, 0));
    expect(draws).toEqual([]);
    expect(received).toHaveLength(c.expected.length);
    for (const [i, value] of c.expected.entries()) expect(received[i], `place ${i}`).toBeCloseTo(value, 4);
    x.dispose();
    model.dispose();
  });

  it.each(CASES)('$title is another at every step and with every seed, the same with the same, and nothing afterwards', ({ c }) => {
    const [model, again, other] = [
      modelOf(c.kind, c.config, c.shape),
      modelOf(c.kind, c.config, c.shape),
      modelOf(c.kind, c.config, c.shape, 8),
    ];
    const x = tf.tensor(c.x, c.shape, dtypeOf(c.kind));
    const first = [0, 1, 2].map((step) => run(model, x, step));
    expect([0, 1, 2].map((step) => run(again, x, step))).toEqual(first);
    expect(new Set(first.map(String)).size).toBeGreaterThan(1);
    expect([0, 1, 2].map((step) => run(other, x, step))).not.toEqual(first);
    expect(run(model, x, 0, false)).toEqual(Array.from(x.dataSync()));
    x.dispose();
    for (const each of [model, again, other]) each.dispose();
  });
});

describe('how often and how far', () => {
  beforeAll(async () => {
    await openEngine('auto');
  });
  const ROWS = 2000;

  it('RandomFlip mirrors every second picture', () => {
    const shape = [ROWS, 1, 2, 1];
    const x = tf.tensor(
      Array.from({ length: ROWS * 2 }, (_, i) => i % 2),
      shape,
    );
    const seen = run(modelOf('RandomFlip', { mode: 'horizontal' }, shape), x, 3);
    expect(seen.filter((value, i) => i % 2 === 0 && value === 1).length / ROWS).toBeCloseTo(0.5, 1);
  });

  it('RandomErasing covers every second picture, and of those its part', () => {
    const shape = [ROWS, 20, 20, 1];
    const seen = run(
      modelOf('RandomErasing', { factor: 1, scale: [0.2, 0.3], fill_value: 1, value_range: [0, 1] }, shape),
      tf.zeros(shape),
      3,
    );
    const parts = Array.from({ length: ROWS }, (_, n) => seen.slice(n * 400, (n + 1) * 400).reduce((a, b) => a + b, 0) / 400);
    const covered = parts.filter((part) => part > 0);
    expect(covered.length / ROWS).toBeCloseTo(0.5, 1);
    expect(covered.reduce((a, b) => a + b, 0) / covered.length).toBeCloseTo(0.25, 1);
  });

  it('RandomErasing’s noise is normal, as wide as the range, and stays within it', () => {
    const shape = [200, 20, 20, 1];
    const seen = run(
      modelOf('RandomErasing', { factor: 1, scale: [0.9, 0.99], fill_value: null, value_range: [-10, 1] }, shape),
      tf.fill(shape, -10),
      3,
    );
    const noise = seen.filter((value) => value !== -10 && value !== 1);
    expect(Math.max(...seen.slice(0, 5000))).toBe(1);
    expect(noise.filter((value) => Math.abs(value) < 1).length / noise.filter((value) => value < 0).length).toBeCloseTo(0.6827 / 0.5, 1);
  });

  it('WordDropout replaces its part of the words and no padding', () => {
    const shape = [ROWS, 4];
    const x = tf.tensor(
      Array.from({ length: ROWS * 4 }, (_, i) => (i % 4 === 3 ? 0 : 5)),
      shape,
      'int32',
    );
    const seen = run(modelOf('WordDropout', { rate: 0.3, unknown: 1 }, shape), x, 3);
    expect(seen.filter((id) => id === 1).length / (ROWS * 3)).toBeCloseTo(0.3, 1);
    expect(seen.filter((_, i) => i % 4 === 3).every((id) => id === 0)).toBe(true);
  });

  it('SpecAugment hides half of its widest band on average', () => {
    const shape = [ROWS, 40, 1];
    const config = { time_masks: 1, time_width: 20, frequency_masks: 0, frequency_width: 1, fill: 'zero' };
    const seen = run(modelOf('SpecAugment', config, shape), tf.ones(shape), 3);
    expect(seen.filter((value) => value === 0).length / ROWS).toBeCloseTo(10, 0);
  });
});
