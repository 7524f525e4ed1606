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
  folder = mkdtempSync(path.join(tmpdir(), 'attention-studio-matches-'));
});
test.afterEach(() => endServer(server));

interface Model {
  readonly name: string;
  /** Kind and parameters by id. */
  readonly nodes: { readonly [id: string]: readonly [string, object?] };
  /** `a.out > b.in` */
  readonly wires: readonly string[];
  readonly rows: string;
  /** What the data panel does not guess, by column. */
  readonly columns: { readonly [column: string]: string };
  readonly epochs: number;
}

function writeModel({ name, nodes, wires, epochs }: Model): string {
  const template = JSON.parse(readFileSync(path.join(__dirname, '..', 'resources/templates/table.attention.json'), 'utf8'));
  const graph = {
    nodes: Object.fromEntries(Object.entries(nodes).map(([id, [kind, params = {}]]) => [id, { kind, title: null, params }])),
    wires: wires.map((line) => {
      const [from = '', to = ''] = line
        .split(' > ')
        .map((end) => end.split('.'))
        .map(([node, port]) => ({ node, port }) as never);
      return { from, to };
    }),
  };
  const layout = Object.fromEntries(Object.keys(nodes).map((id, at) => [id, { x: 280 * (at % 4), y: 140 * Math.floor(at / 4) }]));
  const training = { ...template.training, epochs, learning_rate: 0.02, batch_size: 16 };
  const file = path.join(folder, 'model.attention.json');
  writeFileSync(file, JSON.stringify({ ...template, name, graph, layout, data: null, training }));
  return file;
}

/** Opens the model, drops its rows, says what their columns are, and trains it to its end. */
async function train(page: Page, model: Model): Promise<void> {
  await page.getByRole('button', { name: /^Open/ }).first().click();
  await ownChooser.after(page, writeModel(model));
  await rail(page, 'Data').click();
  const transfer = await page.evaluateHandle((content) => {
    const data = new DataTransfer();
    data.items.add(new File([content], 'rows.csv', { type: 'text/csv' }));
    return data;
  }, model.rows);
  await page.locator('.data-panel').dispatchEvent('drop', { dataTransfer: transfer });
  const panel = page.getByRole('region', { name: 'Data', exact: true });
  await expect(panel.getByText(/^\d+ samples$/).first()).toBeVisible();
  await panel.getByLabel('Read as').selectOption('records');
  for (const [column, as] of Object.entries(model.columns)) {
    await panel.getByLabel(column, { exact: true }).selectOption(as);
    await expect(panel.getByLabel(column, { exact: true })).toHaveValue(as);
  }
  await page.getByRole('banner').getByRole('button', { name: 'Train', exact: true }).click();
  await expect(page.getByRole('banner').getByRole('button', { name: 'Export', exact: true })).toBeVisible({ timeout: 180_000 });
  await dockTab(page, 'Evaluation').click();
  await expect(page.getByTestId('evaluation-figure')).toBeVisible({ timeout: 60_000 });
}

/** In both colours. */
async function picture(page: Page, name: string): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme });
    await page.screenshot({ path: test.info().outputPath(`${name}-${theme}.png`) });
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

const at = (i: number, step: number): number => ((i * step) % 200) / 100 - 1;

test('several numbers, and beside them who is who: every output is shown', async ({ page }) => {
  const lines = Array.from({ length: 200 }, (_, i) => {
    const [a, b] = [at(i, 37), at(i, 61)];
    const side = a > 0 ? (b > 0 ? 'north-east' : 'south-east') : b > 0 ? 'north-west' : 'south-west';
    return `${a},${b},${(170 + 10 * a - 4 * b).toFixed(1)},${Math.round(70_000 + 9000 * b)},${side}`;
  });
  const editor = new EditorPage(page);
  await editor.start(server.address);
  await train(page, {
    name: 'Several answers',
    nodes: {
      table: ['TableInput'],
      dense: ['Dense', { units: 16, activation: 'relu' }],
      numbers: ['MultiRegression'],
      vector: ['Dense', { units: 8 }],
      who: ['MetricLearning'],
    },
    wires: ['table.columns > dense.input', 'dense.output > numbers.input', 'dense.output > vector.input', 'vector.output > who.input'],
    rows: `a,b,height,weight,side\n${lines.join('\n')}\n`,
    columns: { height: 'value', weight: 'value', side: 'class' },
    epochs: 40,
  });
  const evaluation = page.locator('.evaluation');
  await expect(evaluation.getByLabel('Output')).toHaveValue('0');
  await expect(evaluation.getByTestId('scatter')).toHaveCount(2);
  await expect(evaluation.getByText('root mean squared error of weight')).toBeVisible();
  await picture(page, 'numbers-evaluation');
  await evaluation.getByLabel('Output').selectOption('1');
  await expect(evaluation.getByTestId('confusion')).toBeVisible();
  await expect(evaluation.getByText('pairs right at the threshold')).toBeVisible();
  await evaluation.getByRole('button', { name: /of class north-east, read as north-east/ }).click();
  await expect(page.getByTestId('cell-sheet')).toBeVisible();
  await page.keyboard.press('Escape');
  await picture(page, 'identity-evaluation');
  await dockTab(page, 'Try it').click();
  await page.getByLabel('a', { exact: true }).last().fill('0.8');
  await page.getByLabel('b', { exact: true }).last().fill('0.7');
  await page.getByLabel('b', { exact: true }).last().press('Enter');
  await expect(page.getByTestId('predictions').last()).toContainText('north-east', { timeout: 30_000 });
  await expect(page.getByTestId('predictions').first()).toContainText('weight');
  await picture(page, 'several-try');
  expect(editor.complaints).toEqual([]);
});

test('two are the same, up to a distance that was chosen', async ({ page }) => {
  const lines = Array.from({ length: 240 }, (_, i) => {
    const group = (i * 7) % 6;
    const same = i % 2 === 0;
    const ids = (of: number, from: number) => Array.from({ length: 4 }, (_, j) => 1 + of * 4 + ((from + j * 3) % 4)).join(' ');
    return `${ids(group, i)},${ids(same ? group : (group + 1 + (i % 5)) % 6, i + 1)},${same ? 'yes' : 'no'}`;
  });
  const editor = new EditorPage(page);
  await editor.start(server.address);
  const tower = (side: string, shares: object) => ({
    [`vectors${side}`]: ['Embedding', { output_dim: 8, mask_zero: false, ...shares }] as const,
  });
  await train(page, {
    name: 'Pairs',
    nodes: {
      one: ['SequenceInput', { source: 'one' }],
      ...tower('', {}),
      mean: ['GlobalAveragePooling1D'],
      same: ['Verification'],
      other: ['SequenceInput', { source: 'other' }],
      ...tower('_1', { shares_weights_with: 'vectors' }),
      mean_1: ['GlobalAveragePooling1D'],
    },
    wires: [
      'one.ids > vectors.ids',
      'other.ids > vectors_1.ids',
      'vectors.output > mean.input',
      'vectors_1.output > mean_1.input',
      'mean.output > same.first',
      'mean_1.output > same.second',
    ],
    rows: `one,other,same\n${lines.join('\n')}\n`,
    columns: { same: 'class' },
    epochs: 30,
  });
  await expect(page.getByText('equal error rate')).toBeVisible();
  await picture(page, 'pairs-evaluation');
  await dockTab(page, 'Try it').click();
  await page.getByLabel('one', { exact: true }).last().fill('1 2 3 4');
  await page.getByLabel('other', { exact: true }).last().fill('3 1 2 4');
  await page.getByRole('button', { name: 'Predict', exact: true }).click();
  await expect(page.getByTestId('distance').last()).toBeVisible({ timeout: 30_000 });
  await expect(page.getByTestId('predictions').last()).toContainText('yes');
  await picture(page, 'pairs-try');
  expect(editor.complaints).toEqual([]);
});

test('the next item is ranked among all', async ({ page }) => {
  const lines = Array.from({ length: 160 }, (_, i) => Array.from({ length: 3 + (i % 4) }, (_, j) => 1 + ((i * 5 + 2 * j) % 12)).join(' '));
  const editor = new EditorPage(page);
  await editor.start(server.address);
  await train(page, {
    name: 'What comes next',
    nodes: {
      history: ['SequenceInput', { maxlen: 5, padding: 'pre' }],
      items: ['Embedding', { output_dim: 12 }],
      gru: ['GRU', { units: 12, return_sequences: true }],
      next: ['NextItem', { tied_to: 'items' }],
    },
    wires: ['history.ids > items.ids', 'items.output > gru.input', 'gru.output > next.input'],
    rows: `history,length\n${lines.map((line) => `${line},${line.split(' ').length}`).join('\n')}\n`,
    columns: { history: 'history', length: 'out' },
    epochs: 30,
  });
  await expect(page.getByText('NDCG of the first 10')).toBeVisible();
  await picture(page, 'items-evaluation');
  await dockTab(page, 'Try it').click();
  await page.locator('.try textarea, .try input').first().fill('2 4 6');
  await page.getByRole('button', { name: 'Predict', exact: true }).click();
  await expect(page.getByTestId('predictions').last().locator('dt').first()).toContainText('8', { timeout: 30_000 });
  await picture(page, 'items-try');
  expect(editor.complaints).toEqual([]);
});
