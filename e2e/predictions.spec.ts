import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { EditorPage } from './editor-page';
import { dockTab, ownChooser, rail } from './journey';
import { endServer, type Server, startServer } from './start-server';

let server: Server;
let folder: string;
test.beforeEach(async () => {
  server = await startServer();
  folder = mkdtempSync(path.join(tmpdir(), 'attention-studio-predictions-'));
});
test.afterEach(() => endServer(server));

/** Two numbers a row; labels of their signs, and a price. */
function rows(): string {
  const lines = Array.from({ length: 200 }, (_, i) => {
    const [a, b] = [((i * 37) % 200) / 100 - 1, ((i * 61) % 200) / 100 - 1];
    const labels = [a > 0 ? 'wide' : '', b > 0 ? 'tall' : '', a + b < 0 ? 'cold' : ''].filter(Boolean).join('|');
    return `${a},${b},${labels},${(100 + 20 * a + ((i * 13) % 10)).toFixed(1)}`;
  });
  return `a,b,labels,price\n${lines.join('\n')}\n`;
}

/** Two numbers, a hidden layer, and a node that predicts. */
function writeModel(kind: string): string {
  const template = JSON.parse(readFileSync(path.join(__dirname, '..', 'resources/templates/table.attention.json'), 'utf8'));
  const graph = {
    nodes: {
      table: { kind: 'TableInput', title: null, params: {} },
      dense: { kind: 'Dense', title: null, params: { units: 16, activation: 'relu' } },
      answer: { kind, title: null, params: {} },
    },
    wires: [
      { from: { node: 'table', port: 'columns' }, to: { node: 'dense', port: 'input' } },
      { from: { node: 'dense', port: 'output' }, to: { node: 'answer', port: 'input' } },
    ],
  };
  const layout = { table: { x: 0, y: 0 }, dense: { x: 280, y: 0 }, answer: { x: 560, y: 0 } };
  const training = { ...template.training, epochs: 30, learning_rate: 0.02, batch_size: 16 };
  const file = path.join(folder, 'model.attention.json');
  writeFileSync(file, JSON.stringify({ ...template, name: kind, graph, layout, data: null, training }));
  return file;
}

/** Opens the model, drops the rows on it, and trains it to its end. */
async function train(page: Page, kind: string): Promise<void> {
  await page.getByRole('button', { name: /^Open/ }).first().click();
  await ownChooser.after(page, writeModel(kind));
  await rail(page, 'Data').click();
  const transfer = await page.evaluateHandle((content) => {
    const data = new DataTransfer();
    data.items.add(new File([content], 'rows.csv', { type: 'text/csv' }));
    return data;
  }, rows());
  await page.locator('.data-panel').dispatchEvent('drop', { dataTransfer: transfer });
  const panel = page.getByRole('region', { name: 'Data', exact: true });
  await expect(panel.getByText('200 samples')).toBeVisible();
  await expect(panel.getByLabel('labels', { exact: true })).toHaveValue('labels');
  await expect(panel.getByLabel('price', { exact: true })).toHaveValue('value');
  await page.getByRole('banner').getByRole('button', { name: 'Train', exact: true }).click();
  await expect(page.getByRole('banner').getByRole('button', { name: 'Export', exact: true })).toBeVisible({ timeout: 180_000 });
  await dockTab(page, 'Evaluation').click();
  await expect(page.getByTestId('evaluation-figure')).toBeVisible({ timeout: 60_000 });
}

async function ask(page: Page, a: string, b: string): Promise<void> {
  await dockTab(page, 'Try it').click();
  await page.getByLabel('a', { exact: true }).last().fill(a);
  await page.getByLabel('b', { exact: true }).last().fill(b);
  await page.getByLabel('b', { exact: true }).last().press('Enter');
}

test('several labels a sample are told, each for itself', async ({ page }) => {
  const editor = new EditorPage(page);
  await editor.start(server.address);
  await train(page, 'MultiLabelClassification');
  await expect(page.getByText('F1 over all labels')).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('labels-evaluation.png') });
  await ask(page, '0.9', '0.9');
  const told = page.getByTestId('predictions').last();
  await expect(told.locator('dt.best')).toHaveText([/wide|tall/, /wide|tall/], { timeout: 30_000 });
  await page.screenshot({ path: test.info().outputPath('labels-try.png') });
  expect(editor.complaints).toEqual([]);
});

test('a number is told with its interval', async ({ page }) => {
  const editor = new EditorPage(page);
  await editor.start(server.address);
  await train(page, 'QuantileRegression');
  await expect(page.getByText('width of the interval')).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('quantiles-evaluation.png') });
  await ask(page, '0.5', '0');
  await expect(page.getByTestId('interval').last()).toContainText('between', { timeout: 30_000 });
  await page.screenshot({ path: test.info().outputPath('quantiles-try.png') });
  expect(editor.complaints).toEqual([]);
});
