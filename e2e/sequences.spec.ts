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
  folder = mkdtempSync(path.join(tmpdir(), 'attention-studio-sequences-'));
});
test.afterEach(() => endServer(server));

const NOUNS = [
  ['dog', 'chien'],
  ['boat', 'bateau'],
  ['lamp', 'lampadaire'],
  ['hat', 'chapeau'],
] as const;
const KINDS = [
  ['red', 'rouge'],
  ['old', 'ancien'],
  ['small', 'petit'],
] as const;
const VERBS = [
  ['sleeps', 'dort'],
  ['burns', 'brule'],
  ['falls', 'tombe'],
] as const;

/** English and French with the adjective on the other side of the noun: what attention has to find. */
function pairs(): string {
  const rows = Array.from({ length: 36 * 5 }, (_, i) => {
    const [noun, kind, verb] = [NOUNS[i % 4], KINDS[Math.floor(i / 4) % 3], VERBS[Math.floor(i / 12) % 3]];
    const often = 'again '.repeat(Math.floor(i / 36)).trim();
    const oft = 'encore '.repeat(Math.floor(i / 36)).trim();
    return `the ${kind?.[0]} ${noun?.[0]} ${verb?.[0]} ${often}`.trim() + `\tle ${noun?.[1]} ${kind?.[1]} ${verb?.[1]} ${oft}`.trimEnd();
  });
  return `english\tfrench\n${rows.join('\n')}\n`;
}

function tagged(): string {
  const rows = Array.from({ length: 36 * 4 }, (_, i) => {
    const [noun, kind, verb] = [NOUNS[i % 4], KINDS[Math.floor(i / 4) % 3], VERBS[Math.floor(i / 12) % 3]];
    return i % 2 ? `the ${kind?.[0]} ${noun?.[0]} ${verb?.[0]}\tDET ADJ NOUN VERB` : `the ${noun?.[0]} ${verb?.[0]}\tDET NOUN VERB`;
  });
  return `sentence\tpos\n${rows.join('\n')}\n`;
}

type Wires = readonly (readonly [string, string])[];

function writeModel(name: string, nodes: { readonly [id: string]: readonly [string, object] }, wires: Wires, training: object): string {
  const template = JSON.parse(readFileSync(path.join(__dirname, '..', 'resources/templates/table.attention.json'), 'utf8'));
  const port = (text: string) => ({ node: text.split('.')[0], port: text.split('.')[1] });
  const graph = {
    nodes: Object.fromEntries(Object.entries(nodes).map(([id, [kind, params]]) => [id, { kind, title: null, params }])),
    wires: wires.map(([from, to]) => ({ from: port(from), to: port(to) })),
  };
  const layout = Object.fromEntries(Object.keys(nodes).map((id, at) => [id, { x: 240 * (at % 5), y: 200 * Math.floor(at / 5) }]));
  const file = path.join(folder, 'model.attention.json');
  writeFileSync(file, JSON.stringify({ ...template, name, graph, layout, data: null, training: { ...template.training, ...training } }));
  return file;
}

/** Opens the model, drops the rows on it, and trains it to its end. */
async function train(page: Page, model: string, rows: string, read: { readonly [column: string]: string }): Promise<void> {
  await page.getByRole('button', { name: /^Open/ }).first().click();
  await ownChooser.after(page, model);
  await rail(page, 'Data').click();
  const transfer = await page.evaluateHandle((content) => {
    const data = new DataTransfer();
    data.items.add(new File([content], 'rows.tsv', { type: 'text/tab-separated-values' }));
    return data;
  }, rows);
  await page.locator('.data-panel').dispatchEvent('drop', { dataTransfer: transfer });
  const panel = page.getByRole('region', { name: 'Data', exact: true });
  for (const [column, as] of Object.entries(read)) await expect(panel.getByLabel(column, { exact: true })).toHaveValue(as);
  await page.getByRole('banner').getByRole('button', { name: 'Train', exact: true }).click();
  await expect(page.getByRole('banner').getByRole('button', { name: 'Export', exact: true })).toBeVisible({ timeout: 240_000 });
  await dockTab(page, 'Evaluation').click();
  await expect(page.getByTestId('evaluation-figure')).toBeVisible({ timeout: 60_000 });
}

async function say(page: Page, text: string): Promise<void> {
  await dockTab(page, 'Try it').click();
  const field = page.locator('.try').getByRole('textbox');
  await field.fill(text);
  await page.locator('.try').getByRole('button', { name: 'Predict' }).click();
}

test('a sentence is translated, word by word, and shows where it looked', async ({ page }) => {
  test.setTimeout(360_000);
  const editor = new EditorPage(page);
  await editor.start(server.address);
  const model = writeModel(
    'Translator',
    {
      text: ['TextInput', {}],
      words: ['TextVectorization', { max_tokens: 30 }],
      source: ['Embedding', { output_dim: 16 }],
      encoder: ['GRU', { units: 24, return_sequences: true, bidirectional: true }],
      so_far: ['DecoderInput', { max_tokens: 30 }],
      target: ['Embedding', { output_dim: 16 }],
      decoder: ['GRU', { units: 24, return_sequences: true }],
      alignment: ['AdditiveAttention', { units: 16 }],
      both: ['Concatenate', {}],
      next_word: ['SequenceDecoder', { search: 'beam', beam_width: 3 }],
    },
    [
      ['text.text', 'words.text'],
      ['words.ids', 'source.ids'],
      ['source.output', 'encoder.input'],
      ['so_far.ids', 'target.ids'],
      ['target.output', 'decoder.input'],
      ['decoder.output', 'alignment.query'],
      ['encoder.output', 'alignment.value'],
      ['decoder.output', 'both.inputs'],
      ['alignment.output', 'both.inputs'],
      ['both.output', 'next_word.input'],
    ],
    { epochs: 30, learning_rate: 0.01, batch_size: 16 },
  );
  await train(page, model, pairs(), { english: 'text', french: 'target_text' });
  await expect(page.getByText('BLEU', { exact: true })).toBeVisible();
  await say(page, 'the red dog sleeps');
  const written = page.getByTestId('tried').getByTestId('written');
  await expect(written).toHaveText(/le chien rouge dort/, { timeout: 60_000 });
  await page.screenshot({ path: test.info().outputPath('translated.png') });
  await expect(page.getByRole('list', { name: 'Also found, less likely' })).toBeVisible();
  await dockTab(page, 'Evaluation').click();
  await page.screenshot({ path: test.info().outputPath('evaluated.png') });
  await dockTab(page, 'Attention').click();
  await expect(page.getByTestId('caption')).toHaveText(/^Held-out: “le /);
  const askers = page.getByRole('group', { name: 'Words that look' });
  await askers.getByRole('button').nth(1).click();
  await page.screenshot({ path: test.info().outputPath('aligned.png') });
});

test('every word gets its tag', async ({ page }) => {
  test.setTimeout(240_000);
  const editor = new EditorPage(page);
  await editor.start(server.address);
  const model = writeModel(
    'Tagger',
    {
      text: ['TextInput', {}],
      words: ['TextVectorization', { max_tokens: 30 }],
      meaning: ['Embedding', { output_dim: 16 }],
      kinds: ['SequenceTagging', {}],
    },
    [
      ['text.text', 'words.text'],
      ['words.ids', 'meaning.ids'],
      ['meaning.output', 'kinds.input'],
    ],
    { epochs: 20, learning_rate: 0.05, batch_size: 16 },
  );
  await train(page, model, tagged(), { sentence: 'text', pos: 'tags' });
  await say(page, 'the old lamp falls');
  const told = page.getByTestId('tried').getByTestId('predictions');
  await expect(told).toContainText('ADJ', { timeout: 60_000 });
  await expect(told.locator('small')).toHaveText(['DET', 'ADJ', 'NOUN', 'VERB']);
  await page.screenshot({ path: test.info().outputPath('tagged.png') });
});
