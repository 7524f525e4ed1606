import { copyFileSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { EditorPage } from './editor-page';
import { ownChooser } from './journey';
import { APP, endServer, type Server, startServer } from './start-server';

let server: Server;
let folder: string;
const golden = (name: string): string => path.join(__dirname, '..', 'electron/importers/golden', name);

test.beforeAll(async () => {
  server = await startServer();
  folder = mkdtempSync(path.join(tmpdir(), 'pretrained-'));
});
test.afterAll(async () => {
  await endServer(server);
  rmSync(folder, { recursive: true, force: true });
});

/** Pictures of 8 × 6 in colour behind three nodes for saved models. */
function writeProject(): string {
  const template = JSON.parse(readFileSync(path.join(APP, 'resources/templates/digits.attention.json'), 'utf8'));
  const node = (kind: string, params: object = {}) => ({ kind, title: null, params });
  const wire = (from: string, port: string, to: string) => ({ from: { node: from, port }, to: { node: to, port: 'input' } });
  const graph = {
    nodes: {
      image: node('ImageInput', { size: [8, 6], color_mode: 'rgb' }),
      pretrained_model: node('PretrainedModel'),
      classification: node('Classification', { classes: 3 }),
      vgg16: node('VGG16'),
      mobile_net_features: node('MobileNetFeatures'),
    },
    wires: [
      wire('image', 'image', 'pretrained_model'),
      wire('pretrained_model', 'output', 'classification'),
      wire('image', 'image', 'vgg16'),
      wire('image', 'image', 'mobile_net_features'),
    ],
  };
  const layout = {
    image: { x: 0, y: 160 },
    pretrained_model: { x: 260, y: 0 },
    classification: { x: 520, y: 0 },
    vgg16: { x: 260, y: 160 },
    mobile_net_features: { x: 260, y: 320 },
  };
  const file = path.join(folder, 'features.attention.json');
  writeFileSync(file, JSON.stringify({ ...template, name: 'Features', graph, layout, data: null }));
  return file;
}

test('a saved model is chosen, cut at a layer, missed when it is gone, and located', async ({ page }, info) => {
  const shot = async (name: string) => info.attach(name, { body: await page.screenshot(), contentType: 'image/png' });
  const editor = new EditorPage(page);
  await editor.start(server.address);
  await page.getByRole('button', { name: /^Open/ }).first().click();
  await ownChooser.after(page, writeProject());
  const inspector = page.getByRole('complementary', { name: 'Inspector' });

  await editor.node('Saved model').click();
  await expect(inspector.getByText('No saved model is chosen yet.')).toBeVisible();
  await expect(inspector.getByRole('button', { name: 'Unpack' })).toHaveCount(0);
  await shot('no-file');
  copyFileSync(golden('pictures.keras'), path.join(folder, 'pictures.keras'));
  await inspector.getByRole('button', { name: 'file: browse' }).click();
  await ownChooser.after(page, path.join(folder, 'pictures.keras'));
  await expect(inspector.getByText('No saved model is chosen yet.')).toHaveCount(0);
  const cut = inspector.getByLabel('cut_at');
  await expect(cut.getByRole('option')).toContainText(['the last layer', 'pad · ZeroPadding2D · 9×7×3', 'conv · Conv2D · 4×3×4']);
  await shot('read');
  await cut.selectOption('mean');
  await inspector.getByLabel('frozen_up_to').selectOption('relu');
  await expect(editor.node('Saved model')).toContainText('up to mean, frozen up to relu');
  await shot('cut');

  await editor.node('VGG16').click();
  await expect(inspector.getByText('The pictures are too small for VGG16')).toBeVisible();
  await shot('vgg16');
  await editor.node('MobileNet features').click();
  await expect(inspector.getByText(/224 × 224 and sees less/)).toBeVisible();
  await shot('mobilenet');

  renameSync(path.join(folder, 'pictures.keras'), path.join(folder, 'moved.keras'));
  await editor.node('Saved model').click();
  await expect(inspector.getByText(/pictures\.keras is not there/)).toBeVisible();
  await shot('missing');
  await inspector.getByRole('button', { name: 'file: pictures.keras' }).click();
  await ownChooser.after(page, path.join(folder, 'moved.keras'));
  await expect(inspector.getByText(/is not there/)).toHaveCount(0);
  copyFileSync(golden('series.h5'), path.join(folder, 'moved.keras'));
  await editor.node('VGG16').click();
  await editor.node('Saved model').click();
  await expect(inspector.getByText(/has changed since it was chosen/)).toBeVisible();
  await shot('changed');
  expect(editor.complaints).toEqual([]);
});
