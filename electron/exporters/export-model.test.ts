import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { digitsProject, HOSTILE, tableProject, textProject } from '../../shared/codegen/python/projects.test-data';
import { exportModel } from './export-model';
import { escapeHtml, inlineJson } from './html';
import { madeUpModel } from './trained-model.test-data';

const run = promisify(execFile);
const PROJECTS = { digits: digitsProject, table: tableProject(), text: textProject() };
let folder = '';

beforeAll(async () => {
  await run(process.execPath, [fileURLToPath(new URL('../../scripts/build.mjs', import.meta.url)), 'exporters']);
  folder = await mkdtemp(path.join(os.tmpdir(), 'exports-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe.each(Object.entries(PROJECTS))('%s', (name, project) => {
  test('TF.js: loads in stock TF.js with its own files alone and agrees', async () => {
    const model = await madeUpModel(project);
    const report = await exportModel(model, 'tfjs', path.join(folder, `${name}-tfjs`));
    expect(report).toMatchObject({ format: 'tfjs', samples: 12, note: null });
    expect(report.max_difference).toBeLessThan(1e-5);
    if (name !== 'table') expect(report.top1_agreement).toBe(1);
    for (const file of report.files) expect(existsSync(file)).toBe(true);
    const written: unknown = JSON.parse(await readFile(path.join(folder, `${name}-tfjs`, 'report.json'), 'utf8'));
    expect(written).toMatchObject({ samples: 12, max_difference: report.max_difference });
  });

  test('page: its scripts agree, and no name of the user’s becomes markup', async () => {
    const model = await madeUpModel(project);
    const file = path.join(folder, `${name}.html`);
    const report = await exportModel(model, 'html', file);
    expect(report.samples).toBe(12);
    expect(report.max_difference).toBeLessThan(1e-5);
    const html = await readFile(file, 'utf8');
    // What is left without the scripts and the data is the markup.
    const markup = html.replace(/<script[^>]*>[\s\S]*?<\/script>/g, '');
    expect(markup.match(/<img|<[^>]+\b(src|href|on\w+)=/)).toBeNull();
    // The JSON block and the three scripts; the hostile names add none.
    expect(html.match(/<script[ >]/g)).toHaveLength(4);
  });

  test('Python: the script compiles', async () => {
    const model = await madeUpModel(project);
    const out = path.join(folder, `${name}-python`);
    const report = await exportModel(model, 'python', out);
    await run('python3', ['-c', 'import ast, sys; ast.parse(open(sys.argv[1], encoding="utf-8").read())', path.join(out, 'train.py')]);
    // Without Keras the report says so and claims nothing.
    if (report.max_difference === null) expect([report.samples, report.note]).toEqual([0, expect.stringMatching(/Not compared/)]);
    else expect(report.max_difference).toBeLessThan(1e-4);
  });
});

test('a damaged export does not pass', async () => {
  const model = await madeUpModel(textProject());
  const out = path.join(folder, 'damaged');
  await exportModel(model, 'tfjs', out);
  const { tfjsExporter } = await import('./tfjs');
  const bytes = new Uint8Array(await readFile(path.join(out, 'weights.bin')));
  new Float32Array(bytes.buffer).set([100], 40);
  await writeFile(path.join(out, 'weights.bin'), bytes);
  const compared = await tfjsExporter.compare(model, out);
  expect(compared.maxDifference).toBeGreaterThan(1e-4);
});

test('a file in the way of the folder is told', async () => {
  const model = await madeUpModel(textProject());
  await writeFile(path.join(folder, 'taken'), '');
  await expect(exportModel(model, 'tfjs', path.join(folder, 'taken'))).rejects.toThrow(/is a file/);
});

test('text and JSON in the page cannot become markup', () => {
  expect(escapeHtml(HOSTILE)).not.toMatch(/[<>"']/);
  expect(inlineJson({ [HOSTILE]: HOSTILE })).not.toMatch(/[<>\u2028]/);
  expect(JSON.parse(inlineJson(HOSTILE))).toBe(HOSTILE);
});
