import { expect, test } from 'vitest';
import { judge } from './marks.mjs';
import { MODELS } from './models.mjs';

const summary = (model, over, more = {}) => ({
  model,
  best: 'keras-jit',
  over,
  firstStep: { ours: 1, keras: 1 },
  peak: { ours: 500, keras: 600 },
  ...more,
});
const all = (over) => Object.keys(MODELS).map((model) => summary(model, over));
const verdicts = (summaries) => judge(summaries).map(({ verdict }) => verdict);

test('all marks hold', () => {
  expect(verdicts(all({ keras: 1.1, 'keras-jit': 1, torch: 1.01 }))).toEqual(Array(6).fill('PASS'));
});

test('the frozen extractor has a lower mark than the six', () => {
  expect(verdicts(all({ keras: 1.05, 'keras-jit': 1, torch: 2 }))).toEqual(['MISS', 'PASS', 'PASS', 'PASS', 'PASS', 'PASS']);
});

test('two models may fall short of Keras at its best, three may not', () => {
  const good = { keras: 2, 'keras-jit': 1, torch: 2 };
  const bad = { keras: 2, 'keras-jit': 0.99, torch: 2 };
  const mixed = (count) => Object.keys(MODELS).map((model, i) => summary(model, i < count ? bad : good));
  expect(verdicts(mixed(2))[2]).toBe('PASS');
  expect(verdicts(mixed(3))[2]).toBe('MISS');
});

test('a slow first step, more memory and a failed model are missed, and named', () => {
  const [first, ...rest] = all({ keras: 2, 'keras-jit': 2, torch: 2 });
  const slow = { ...first, firstStep: { ours: 2, keras: 1 }, peak: { ours: 700, keras: 600 }, over: { keras: null } };
  const marks = judge([slow, ...rest]);
  expect(marks.map(({ verdict }) => verdict)).toEqual(['MISS', 'PASS', 'PASS', 'MISS', 'MISS', 'MISS']);
  expect(marks[4].text).toMatch(/^short on cnn; all: cnn 2\.00 against 1\.00 s/);
});

test('what a part of the models cannot decide stays open', () => {
  const marks = judge([summary('cnn', { keras: 2, 'keras-jit': 2 })]);
  expect(marks.filter(({ verdict }) => verdict.startsWith('OPEN')).map(({ mark }) => mark)).toEqual([
    'at least 1.0 × Keras at its best on 5 of the seven',
    'ahead of PyTorch',
  ]);
});
