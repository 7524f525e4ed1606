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
  folder = mkdtempSync(path.join(tmpdir(), 'attention-studio-parts-'));
});
test.afterEach(() => endServer(server));

/** Two texts, ids and whether the texts speak of the same thing: neither says it alone. */
function writeQuestions(): string {
  const things = ['sun', 'rain', 'wind', 'snow'];
  const rows = Array.from({ length: 160 }, (_, i) => {
    const [a, b] = [i % 4, Math.floor(i / 4) % 2 === 0 ? i % 4 : (i + 1 + (i % 3)) % 4];
    const asked = `what does the ${things[a]} do on day ${i}`;
    const said = `on day ${(i * 7) % 90} the ${things[b]} comes and goes`;
    return `"${asked}","${said}",${i % 9} ${(i * 5) % 11} 3,${a === b ? 'yes' : 'no'}`;
  });
  const file = path.join(folder, 'questions.csv');
  writeFileSync(file, `question,answer,tags,same\n${rows.join('\n')}\n`);
  return file;
}

/** A model of two texts and a sequence of ids that was drawn before there was data: nothing says which text is which. */
function writeModel(): string {
  const node = (kind: string, params = {}) => ({ kind, title: null, params });
  const wire = (from: string, output: string, to: string, input: string) => ({
    from: { node: from, port: output },
    to: { node: to, port: input },
  });
  const text = (id: string, words: string, embedding: string, mean: string) => [
    wire(id, 'text', words, 'text'),
    wire(words, 'ids', embedding, 'ids'),
    wire(embedding, 'output', mean, 'input'),
    wire(mean, 'output', 'add', 'inputs'),
  ];
  const nodes = {
    text_input: node('TextInput'),
    words: node('TextVectorization', { max_tokens: 200, output_sequence_length: 10 }),
    embedding: node('Embedding', { output_dim: 8 }),
    mean: node('GlobalAveragePooling1D'),
    text_input_1: node('TextInput'),
    words_1: node('TextVectorization', { max_tokens: 200, output_sequence_length: 10 }),
    embedding_1: node('Embedding', { output_dim: 8 }),
    mean_1: node('GlobalAveragePooling1D'),
    sequence_input: node('SequenceInput'),
    embedding_2: node('Embedding', { output_dim: 8 }),
    mean_2: node('GlobalAveragePooling1D'),
    add: node('Add'),
    dense: node('Dense', { units: 16, activation: 'relu' }),
    classification: node('Classification'),
  };
  const template = JSON.parse(readFileSync(path.join(__dirname, '..', 'resources/templates/sentiment.attention.json'), 'utf8'));
  const columns: Record<string, number> = { text_input: 0, text_input_1: 1, sequence_input: 2 };
  const layout = Object.fromEntries(
    Object.keys(nodes).map((id, i) => [
      id,
      id in columns ? { x: 0, y: (columns[id] ?? 0) * 260 } : { x: 240 * (1 + (i % 4)), y: 200 * Math.floor(i / 4) },
    ]),
  );
  const graph = {
    nodes,
    wires: [
      ...text('text_input', 'words', 'embedding', 'mean'),
      ...text('text_input_1', 'words_1', 'embedding_1', 'mean_1'),
      wire('sequence_input', 'ids', 'embedding_2', 'ids'),
      wire('embedding_2', 'output', 'mean_2', 'input'),
      wire('mean_2', 'output', 'add', 'inputs'),
      wire('add', 'output', 'dense', 'input'),
      wire('dense', 'output', 'classification', 'input'),
    ],
  };
  const file = path.join(folder, 'model.attention.json');
  writeFileSync(
    file,
    JSON.stringify({ ...template, name: 'Questions', graph, layout, data: null, training: { ...template.training, epochs: 25 } }),
  );
  return file;
}

/** Drops a file on the data panel, as from the file manager. */
async function drop(page: Page, file: string): Promise<void> {
  const transfer = await page.evaluateHandle(
    (content) => {
      const data = new DataTransfer();
      data.items.add(new File([content], 'questions.csv', { type: 'text/csv' }));
      return data;
    },
    readFileSync(file, 'utf8'),
  );
  await page.locator('.data-panel').dispatchEvent('drop', { dataTransfer: transfer });
}

test('every part of a file that is dropped is shown, and offered its node', async ({ page }) => {
  const editor = new EditorPage(page);
  await editor.blank(server.address);
  await rail(page, 'Data').click();
  await drop(page, writeQuestions());
  const panel = page.getByRole('region', { name: 'Data', exact: true });
  await expect(panel.getByText('160 samples')).toBeVisible();
  await expect(panel.getByLabel('question', { exact: true })).toHaveValue('text');
  await expect(panel.getByLabel('tags', { exact: true })).toHaveValue('ids');
  await expect(panel.getByLabel('same', { exact: true })).toHaveValue('class');
  const tile = panel.locator('.tile').first();
  await expect(tile).toContainText('what does the sun do');
  await expect(tile).toContainText('comes and goes');
  await panel.getByRole('button', { name: 'Add 3 inputs' }).click();
  await expect(page.locator('.react-flow__node')).toHaveCount(3);
  await expect(editor.node('Text').first()).toContainText('question: ');
  await expect(page.getByRole('button', { name: /^Take / })).toHaveCount(0);
  expect(editor.complaints).toEqual([]);
});

test('a model that was drawn without data takes the parts of a file that is dropped, trains and answers', async ({ page }) => {
  const editor = new EditorPage(page);
  await editor.start(server.address);
  await page.getByRole('button', { name: /^Open/ }).first().click();
  await ownChooser.after(page, writeModel());
  await rail(page, 'Data').click();
  await drop(page, writeQuestions());
  const panel = page.getByRole('region', { name: 'Data', exact: true });
  await expect(panel.getByText('160 samples')).toBeVisible();
  // Where two texts fit, a click names one.
  for (const [name, left] of [
    ['question', '1 problem'],
    ['answer', '0 problems'],
  ] as const) {
    await page
      .getByRole('button', { name: `Take “${name}”` })
      .first()
      .click();
    await expect(page.getByText(left, { exact: true })).toBeVisible();
  }
  await page.getByRole('banner').getByRole('button', { name: 'Train', exact: true }).click();
  await expect(page.getByRole('banner').getByRole('button', { name: 'Export', exact: true })).toBeVisible({ timeout: 180_000 });
  await dockTab(page, 'Evaluation').click();
  await expect(page.getByTestId('evaluation-figure')).toBeVisible({ timeout: 60_000 });

  await dockTab(page, 'Try it').click();
  await page.getByLabel('question', { exact: true }).last().fill('what does the sun do on day 3');
  await page.getByLabel('answer', { exact: true }).last().fill('on day 8 the sun comes and goes');
  await expect(page.getByText('Not given yet: tags')).toBeVisible();
  await page.getByLabel('tags', { exact: true }).last().fill('1 2 3');
  await page.getByRole('button', { name: 'Predict', exact: true }).click();
  await expect(page.getByTestId('predictions')).toContainText('yes', { timeout: 30_000 });
  expect(editor.complaints).toEqual([]);
});
