import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { build } from 'esbuild';
import { HOSTILE } from '../shared/codegen/python/projects.test-data';
import type { Preprocessing } from '../shared/graph/feed';

const root = path.resolve(__dirname, '..');
let folder = '';

test.beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'export-page-'));
  execFileSync(process.execPath, [path.join(root, 'scripts/build.mjs'), 'exporters']);
  // Beside the other bundles, from where it finds what pages are made of.
  const outfile = path.join(root, 'dist/e2e/make-export-pages.cjs');
  await build({
    absWorkingDir: root,
    entryPoints: ['e2e/make-export-pages.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['sharp'],
    define: { 'import.meta.url': '__moduleUrl' },
    banner: { js: 'const __moduleUrl = require("node:url").pathToFileURL(__filename).href;' },
    logLevel: 'warning',
  });
  execFileSync(process.execPath, [outfile, folder], { stdio: 'inherit' });
});

test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Expected {
  readonly output: readonly number[];
  readonly preprocessing: Preprocessing;
}

/** Opens a page from the disk; fails on anything that it tries to load, and on any script of a name's. */
async function open(page: Page, name: string): Promise<{ expected: Expected; troubles: string[] }> {
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') troubles.push(message.text());
  });
  page.on('dialog', (dialog) => {
    troubles.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (!/^(file|blob|data):/.test(request.url())) troubles.push(request.url());
  });
  await page.goto(pathToFileURL(path.join(folder, `${name}.html`)).href);
  await expect(page.locator('#status')).toHaveText('Ready.');
  return { expected: JSON.parse(readFileSync(path.join(folder, `${name}.json`), 'utf8')) as Expected, troubles };
}

/** What the page's model said last. */
const lastOutput = (page: Page): Promise<number[]> =>
  page.evaluate(() => {
    const { studioPage } = globalThis as unknown as { studioPage: { last: { data: Float32Array }[] | null } };
    return [...(studioPage.last?.[0]?.data ?? [])];
  });

function expectClose(received: readonly number[], expected: readonly number[]): void {
  expect(received).toHaveLength(expected.length);
  expected.forEach((value, at) => {
    expect(Math.abs((received[at] ?? Number.NaN) - value)).toBeLessThan(1e-5);
  });
}

test('a picture: the same prediction as in the application, attention over it, hostile names as text', async ({ page }) => {
  const { expected, troubles } = await open(page, 'digits');
  await page.locator('#file').setInputFiles(path.join(folder, 'picture.png'));
  await expect(page.locator('.bar')).toHaveCount(3);
  expectClose(await lastOutput(page), expected.output);
  await expect(page.locator(`.bar .name`, { hasText: 'onerror=alert(1)' })).toHaveCount(1);
  expect(await page.locator('.bar').evaluateAll((bars) => bars.map((bar) => bar.getAttribute('data-label')))).toContain(HOSTILE);
  await expect(page.locator('img')).toHaveCount(0);
  await expect(page.getByRole('heading', { name: 'What it looked at' })).toBeVisible();
  await expect(page.locator('#attention canvas')).toHaveCount(2);
  await page.getByLabel('Head', { exact: true }).selectOption('1');
  expect(troubles).toEqual([]);
});

test('drawing gives a prediction', async ({ page }) => {
  const { troubles } = await open(page, 'digits');
  const pad = page.locator('#pad');
  const box = await pad.boundingBox();
  if (!box) throw new Error('no drawing pad');
  await page.mouse.move(box.x + 60, box.y + 60);
  await page.mouse.down();
  await page.mouse.move(box.x + 160, box.y + 160, { steps: 5 });
  await page.mouse.up();
  await expect(page.locator('.bar')).toHaveCount(3);
  expect(troubles).toEqual([]);
});

test('text: the same prediction as in the application', async ({ page }) => {
  const { expected, troubles } = await open(page, 'text');
  await page.locator('#text').fill('Good, GOOD… not bad!');
  await expect(page.locator('.bar')).toHaveCount(2);
  expectClose(await lastOutput(page), expected.output);
  expect(troubles).toEqual([]);
});

test('a row of a table: the same prediction as in the application, in the unit of the data', async ({ page }) => {
  const { expected, troubles } = await open(page, 'table');
  const fields = page.locator('.fields input');
  await fields.nth(0).fill('12.5');
  await fields.nth(1).fill('1');
  await page.locator('#predict').click();
  await expect(page.locator('.value')).toBeVisible();
  expectClose(await lastOutput(page), expected.output);
  const state = expected.preprocessing.targets[0]?.state;
  if (state?.kind !== 'value') throw new Error('a regression was expected');
  const value = (expected.output[0] ?? 0) * state.deviation + state.mean;
  expect(Number(await page.locator('.value').textContent())).toBeCloseTo(value, 3);
  expect(troubles).toEqual([]);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`nothing serious for axe, nothing cut off on a telephone (${colorScheme})`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 360, height: 740 });
    await open(page, 'digits');
    await page.locator('#file').setInputFiles(path.join(folder, 'picture.png'));
    await expect(page.locator('#attention canvas')).toHaveCount(2);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
  });
}
