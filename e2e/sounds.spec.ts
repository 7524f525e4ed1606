import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { wavOf } from '../electron/data/audio/wav.test-data';
import { EditorPage } from './editor-page';
import { dockTab, ownChooser, rail, startTraining } from './journey';
import { endServer, type Server, startServer } from './start-server';

let server: Server;
let folder: string;
test.beforeEach(async () => {
  server = await startServer();
  folder = mkdtempSync(path.join(tmpdir(), 'attention-studio-sounds-'));
});
test.afterEach(() => endServer(server));

/** A rising or a falling tone, louder in its middle. */
function tone(rising: boolean, at: number): Buffer {
  const length = 3200 + 40 * (at % 9);
  const samples = Array.from({ length }, (_, i) => {
    const part = i / length;
    const hertz = 300 + 20 * (at % 5) + 900 * (rising ? part : 1 - part);
    return 0.6 * Math.sin(Math.PI * part) * Math.sin((2 * Math.PI * hertz * i) / 8000) * (0.5 + (at % 4) / 8);
  });
  return wavOf([samples], { bits: 16, coding: 'integer', rate: 8000 });
}

function writeTones(): string {
  const data = path.join(folder, 'tones');
  for (const name of ['rising', 'falling']) {
    mkdirSync(path.join(data, name), { recursive: true });
    for (let at = 0; at < 40; at++) writeFileSync(path.join(data, name, `${at}.wav`), tone(name === 'rising', at));
  }
  writeFileSync(path.join(data, 'rising', 'cut.wav'), tone(true, 3).subarray(0, 500));
  return data;
}

/** A model that hears: its length and rate come from the data. */
function writeModel(): string {
  const node = (kind: string, params = {}) => ({ kind, title: null, params });
  const chain = {
    audio_input: node('AudioInput'),
    noise: node('GaussianNoise', { stddev: 0.05 }),
    mel_spectrogram: node('MelSpectrogram', { num_mel_bins: 24, fft_length: 256, sequence_stride: 125, expand_dims: true }),
    spec_augment: node('SpecAugment', { time_width: 4, frequency_width: 4 }),
    rescaling: node('Rescaling', { scale: 0.025, offset: 0.5 }),
    conv2d: node('Conv2D', { filters: 8, activation: 'relu' }),
    max_pooling2d: node('MaxPooling2D'),
    flatten: node('Flatten'),
    classification: node('Classification'),
  };
  const ids = Object.keys(chain);
  const wires = ids.slice(1).map((id, i) => ({
    from: { node: ids[i], port: i === 0 ? 'audio' : 'output' },
    to: { node: id, port: 'input' },
  }));
  const template = JSON.parse(readFileSync(path.join(__dirname, '..', 'resources/templates/sentiment.attention.json'), 'utf8'));
  const layout = Object.fromEntries(ids.map((id, i) => [id, { x: 260 * (i % 3), y: 180 * Math.floor(i / 3) }]));
  const file = path.join(folder, 'model.attention.json');
  const training = { ...template.training, epochs: 8 };
  writeFileSync(file, JSON.stringify({ ...template, name: 'Tones', graph: { nodes: chain, wires }, layout, data: null, training }));
  return file;
}

async function openModel(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Open/ }).first().click();
  await ownChooser.after(page, writeModel());
  await expect(page.locator('.node').first()).toBeVisible();
}

async function chooseTones(page: Page): Promise<void> {
  await rail(page, 'Data').click();
  const panel = page.getByRole('region', { name: 'Data', exact: true });
  await panel.getByRole('button', { name: 'Choose a folder' }).click();
  await page.getByLabel('Path', { exact: true }).fill(writeTones());
  await page.getByRole('button', { name: 'Choose this folder' }).click();
  await expect(panel.getByText('80 samples')).toBeVisible({ timeout: 30_000 });
}

test('a folder of sounds is shown, played, drawn as training changes it, learned from, and a recording is tried', async ({ page }) => {
  const editor = new EditorPage(page);
  await editor.start(server.address);
  await openModel(page);
  await editor.node('SpecAugment').click();
  const drawn = page.getByRole('region', { name: 'While training' });
  await expect(drawn).toContainText('as soon as there is data');
  await chooseTones(page);
  await expect(drawn.locator('img')).toHaveCount(5);
  const first = await drawn.locator('img').nth(1).getAttribute('src');
  await drawn.getByRole('button', { name: 'Draw again' }).click();
  await expect(drawn.locator('img').nth(1)).not.toHaveAttribute('src', first ?? '');
  const panel = page.getByRole('region', { name: 'Data', exact: true });
  await expect(panel.getByText('One file is cut off and was left out: rising/cut.wav.')).toBeVisible();
  await expect(panel.getByLabel('Class', { exact: true })).toHaveValue('folder');
  await expect(editor.node('Sound')).toContainText('0.44 s, 8 kHz');
  const tile = panel.locator('.tile').first();
  await tile.getByRole('button', { name: /^Play/ }).click();
  await expect(tile.getByRole('button', { name: 'Stop' })).toBeVisible();
  await expect(tile.getByRole('button', { name: /^Play/ })).toBeVisible();
  await startTraining(page);
  await expect(page.getByText('8 held-out samples')).toBeVisible({ timeout: 60_000 });
  await dockTab(page, 'Try it').click();
  await page.getByRole('button', { name: 'Choose a sound' }).click();
  await ownChooser.after(page, path.join(folder, 'tones', 'falling', '7.wav'));
  const tried = page.getByTestId('tried');
  await expect(tried).toContainText('as the model hears it');
  await expect(tried).toContainText('falling');
  expect(editor.complaints).toEqual([]);
});
