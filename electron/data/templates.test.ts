import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { planModel } from '../../shared/codegen/plan';
import { templateInfo } from '../../shared/contract';
import { NODES } from '../../shared/nodes/registry.gen';
import { readProject } from '../../shared/project/read-project';
import { writeProject } from '../../shared/project/write-project';
import { resolveDataPath } from './data-path';
import { openDataset } from './open-dataset';
import { splitIndices } from './split';

const RESOURCES = join(__dirname, '../../resources');
const FOLDER = join(RESOURCES, 'templates');
const IDS = readdirSync(FOLDER).flatMap((name) => (name.endsWith('.attention.json') ? [name.slice(0, -'.attention.json'.length)] : []));

describe('templates', () => {
  it('are those of the command line', () => {
    expect(IDS).toEqual(expect.arrayContaining(['digits', 'sentiment', 'table', 'table-regression']));
  });

  for (const id of IDS) {
    it(`${id}: sound, written as the application writes, and true of the data that ships`, async () => {
      const text = readFileSync(join(FOLDER, `${id}.attention.json`), 'utf8');
      const { project } = readProject(text);
      expect(writeProject(project)).toBe(text);
      const planning = planModel(project.graph, NODES, project.data?.facts ?? null);
      expect(planning.ok ? [] : planning.problems).toEqual([]);
      expect(Object.keys(project.layout).sort()).toEqual(Object.keys(project.graph.nodes).sort());

      const data = project.data;
      if (!data) throw new Error('a template without data');
      expect(data.path).toMatch(/^resource:/);
      const dataset = await openDataset(resolveDataPath(data.path, null, RESOURCES), data.read, null);
      expect(dataset.facts).toEqual(data.facts);
      expect(dataset.fingerprint).toBe(data.fingerprint);
      expect(dataset.warnings).toEqual([]);
      const info = templateInfo.parse(JSON.parse(readFileSync(join(FOLDER, `${id}.json`), 'utf8')));
      expect(info).toMatchObject({ id, samples: dataset.size });
      expect(info.preview.length).toBeGreaterThan(0);
      const { test } = splitIndices(dataset, data.split);
      for (const sample of info.preview) expect(test).toContain(sample.index);
      await dataset.close();
    });
  }

  it('digits: 5,000 to train on at least, 500 to validate, 1,000 held out, in files of 2 MB at most', async () => {
    const { project } = readProject(readFileSync(join(FOLDER, 'digits.attention.json'), 'utf8'));
    const data = project.data;
    if (!data) throw new Error('digits without data');
    const folder = resolveDataPath(data.path, null, RESOURCES);
    const { train, validation, test } = splitIndices(await openDataset(folder, data.read, null), data.split);
    expect(train.length).toBeGreaterThanOrEqual(5000);
    expect(validation.length).toBeGreaterThanOrEqual(500);
    expect(test.length).toBe(1000);
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).size).toBeLessThanOrEqual(2 * 2 ** 20);
  });
});
