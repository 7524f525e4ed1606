import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { drawnShapes, gridGraph, SHAPES, writeShapes } from '../electron/worker/drawn-shapes.test-data';
import { EditorPage } from './editor-page';
import { dockTab, ownChooser, rail } from './journey';
import { endServer, type Server, startServer } from './start-server';

const SIDE = 32;

let server: Server;
let folder: string;
test.beforeEach(async () => {
  server = await startServer();
  folder = mkdtempSync(path.join(tmpdir(), 'attention-studio-boxes-'));
});
test.afterEach(() => endServer(server));

/** A project whose data are drawn shapes with their boxes. */
async function writeProject(): Promise<string> {
  const template = JSON.parse(readFileSync(path.join(__dirname, '..', 'resources/templates/table.attention.json'), 'utf8'));
  const graph = gridGraph(SIDE);
  const layout = Object.fromEntries(Object.keys(graph.nodes).map((id, at) => [id, { x: 240 * at, y: 0 }]));
  const split = { validation: 0.15, test: 0.15, seed: 1 };
  const counts = drawnShapes(300, SIDE).map(({ shapes }) => shapes.length);
  const facts = {
    samples: counts.length,
    inputs: { picture: { kind: 'image', width: SIDE, height: SIDE, channels: 1 } },
    targets: {
      shapes: {
        kind: 'boxes',
        labels: ['disc', 'square'],
        most: Math.max(...counts),
        boxes: counts.reduce((a, b) => a + b, 0),
        picture: 'picture',
      },
    },
  };
  const data = { path: await writeShapes(folder, 300, SIDE), read: SHAPES, split, fingerprint: null, facts };
  const training = { ...template.training, epochs: 20, learning_rate: 0.003, batch_size: 16 };
  const file = path.join(folder, 'shapes.attention.json');
  writeFileSync(file, JSON.stringify({ ...template, name: 'Shapes', graph, layout, data, training }));
  return file;
}

test('boxes are drawn over pictures: in the data, in the evaluation, on a picture of one’s own', async ({ page }) => {
  const editor = new EditorPage(page);
  await editor.start(server.address);
  await page.getByRole('button', { name: /^Open/ }).first().click();
  await ownChooser.after(page, await writeProject());
  await rail(page, 'Data').click();
  const samples = page.getByRole('region', { name: 'Data', exact: true });
  await expect(samples.locator('[data-box="true"]').first()).toBeVisible({ timeout: 30_000 });
  await samples.locator('[data-box="true"]').first().scrollIntoViewIfNeeded();
  await page.screenshot({ path: test.info().outputPath('boxes-data.png') });

  await page.getByRole('banner').getByRole('button', { name: 'Train', exact: true }).click();
  await expect(page.getByRole('banner').getByRole('button', { name: 'Export', exact: true })).toBeVisible({ timeout: 60_000 });
  await dockTab(page, 'Evaluation').click();
  await expect(page.getByTestId('evaluation-figure')).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText('mean average precision at 50').first()).toBeVisible();
  await expect(page.getByTestId('label-precision')).toHaveCount(2);
  await page.screenshot({ path: test.info().outputPath('boxes-evaluation.png') });

  await page
    .getByRole('button', { name: /^Sample \d/ })
    .first()
    .click();
  const said = page.getByTestId('predictions').last();
  await expect(said.locator('[data-box="true"]').first()).toBeVisible({ timeout: 30_000 });
  await page.screenshot({ path: test.info().outputPath('boxes-sample.png') });
  const threshold = said.getByRole('slider');
  await threshold.fill('0.05');
  const all = await said.locator('[data-box="found"]').count();
  await threshold.fill('0.95');
  expect(await said.locator('[data-box="found"]').count()).toBeLessThan(all);

  await dockTab(page, 'Try it').click();
  const chooser = page.getByRole('button', { name: /[Cc]hoose a picture/ });
  await chooser.click();
  await ownChooser.after(page, path.join(folder, 'pictures', '3.png'));
  const tried = page.getByTestId('tried');
  await expect(tried.locator('[data-box="found"]').first()).toBeVisible({ timeout: 30_000 });
  await page.screenshot({ path: test.info().outputPath('boxes-try.png') });
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.screenshot({ path: test.info().outputPath('boxes-try-dark.png') });
  expect(editor.complaints).toEqual([]);
});
