import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../core.test-data';
import { NO_LABELS, readRunLabels, writeRunLabels } from './run-labels';

let folder = '';
let remove = async () => {};
beforeEach(async () => {
  ({ folder, remove } = await temporaryFolder());
});
afterEach(() => remove());

describe('the labels of a run', () => {
  it('come back as they were written', async () => {
    const labels = { tags: ['baseline', 'Žluť 🎈'], pinned: true };
    await writeRunLabels(folder, labels);
    expect(await readRunLabels(folder)).toEqual(labels);
  });

  it('are none where there is no file, or a damaged one', async () => {
    expect(await readRunLabels(folder)).toEqual(NO_LABELS);
    await writeFile(path.join(folder, 'labels.json'), '{"tags":["a","A"],"pinned":true}');
    expect(await readRunLabels(folder)).toEqual(NO_LABELS);
    await writeFile(path.join(folder, 'labels.json'), '{"tags":');
    expect(await readRunLabels(folder)).toEqual(NO_LABELS);
  });
});
