import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { openEngine } from '../engine/backends/open-engine';
import { workerBundle } from '../worker/run-folder.test-data';
import { importerOf } from './importers';
import { startSaved } from './saved-graph.test-data';

interface Golden {
  readonly formats: readonly string[];
  readonly shape: readonly number[];
  readonly input: readonly number[];
  readonly output: readonly number[];
  readonly cut: string;
  readonly at_cut: readonly number[];
  readonly parameters: number;
}

const at = (name: string): string => fileURLToPath(new URL(`./golden/${name}`, import.meta.url));
const golden = JSON.parse(await readFile(at('models.json'), 'utf8')) as { readonly [name: string]: Golden };
const CARRIES = { pictures: 'image', words: 'ids', series: 'sequence', table: 'vector', nested: 'image' } as const;
const CASES = Object.entries(golden).flatMap(([name, { formats }]) =>
  formats.map((format) => [name as keyof typeof CARRIES, format] as const),
);

function expectClose(received: ArrayLike<number>, expected: readonly number[]): void {
  expect(received.length).toBe(expected.length);
  for (const [i, value] of expected.entries())
    expect(Math.abs((received[i] ?? Number.NaN) - value)).toBeLessThan(1e-5 * (1 + Math.abs(value)));
}

beforeAll(async () => {
  await workerBundle();
  await openEngine('cpu');
}, 120_000);

describe.each(CASES)('%s.%s', (name, format) => {
  const file = at(`${name}.${format}`);
  const known = golden[name] as Golden;

  it('gives what Keras gives, whole and cut', async () => {
    const look = await (await importerOf(file)).describe(file);
    const model = look.model;
    if (!model) throw new Error('no model');
    const value = { path: file, ...look };
    const whole = await startSaved('PretrainedModel', { file: value }, model.input.shape, CARRIES[name]);
    expectClose(whole.output(known.shape, known.input), known.output);
    expect(whole.compiled.weights.reduce((sum, { variable }) => sum + variable.size, 0)).toBe(known.parameters);
    expect(whole.compiled.weights.filter(({ trainable }) => trainable)).toEqual([]);
    whole.compiled.dispose();
    const cut = await startSaved(
      'PretrainedModel',
      { file: value, cut_at: known.cut, frozen_up_to: 'none' },
      model.input.shape,
      CARRIES[name],
    );
    expectClose(cut.output(known.shape, known.input), known.at_cut);
    expect(cut.compiled.weights.some(({ trainable }) => trainable)).toBe(true);
    cut.compiled.dispose();
  });
});
