import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { PROJECT_VERSION } from '../shared/project/schema';
import { EditorPage } from './editor-page';
import { dockTab, expectTrained, openTemplate, ownChooser, setTraining, startTraining } from './journey';
import { APP, endServer, type Server, startServer } from './start-server';

// How a step runs, accumulated gradients and weights of losses: set in the form, kept in the file, said of a run.

let server: Server;
test.beforeEach(async () => {
  server = await startServer();
});
test.afterEach(() => endServer(server));

interface File {
  readonly version: number;
  readonly training: Record<string, unknown>;
}

async function saved(page: Page, file: string): Promise<File> {
  await page.keyboard.press('Control+s');
  await expect(page.getByText('· saved')).toBeVisible();
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** Writes a template, changed, and opens it. */
async function openChanged(page: Page, change: (project: Record<string, unknown>) => unknown): Promise<string> {
  const file = path.join(server.userData, 'p.attention.json');
  const template = JSON.parse(readFileSync(path.join(APP, 'resources', 'templates', 'table.attention.json'), 'utf8'));
  writeFileSync(file, JSON.stringify(change(template)));
  await new EditorPage(page).start(server.address);
  await page.keyboard.press('Control+o');
  await ownChooser.after(page, file);
  await expect(page.locator('.node').first()).toBeVisible();
  return file;
}

const advanced = (page: Page) => page.getByRole('button', { name: /^More: gradient accumulation/ });

test('how a step runs is set, saved and undone', async ({ page }) => {
  // Made before there were such choices.
  const file = await openChanged(page, ({ training, ...project }) => {
    const {
      loss_weights: _l,
      gradient_accumulation_steps: _g,
      step: _s,
      xla: _x,
      precision: _p,
      threads: _t,
      use_ema: _e,
      ema_momentum: _m,
      ema_overwrite_frequency: _f,
      ...rest
    } = training as object & Record<string, unknown>;
    return { ...project, version: 1, training: { ...rest, batch_size: 16 } };
  });
  await advanced(page).click();
  await expect(page.getByLabel('training step', { exact: true })).toHaveValue('auto');
  await expect(page.getByText(/^Effective batch size/)).toHaveCount(0);
  await setTraining(page, 'gradient accumulation', 4);
  await expect(page.getByText('Effective batch size 16 × 4 = 64')).toBeVisible();
  await page.getByLabel('precision', { exact: true }).selectOption('mixed_bfloat16');
  await setTraining(page, 'threads', 1);
  await page.getByLabel('training step', { exact: true }).selectOption('Kernel by kernel');
  // Nothing is left that could be compiled.
  await expect(page.getByLabel('XLA', { exact: true })).toBeDisabled();
  await page.getByLabel('training step', { exact: true }).selectOption('Traced graph');
  await page.getByLabel('XLA', { exact: true }).selectOption('Off');
  const how = { gradient_accumulation_steps: 4, step: 'traced', xla: 'off', precision: 'mixed_bfloat16', threads: 1 };
  expect(await saved(page, file)).toMatchObject({ version: PROJECT_VERSION, training: how });

  await page.getByLabel('threads', { exact: true }).fill('none');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Expected a whole number from 1 to 1024.')).toBeVisible();
  await page.getByLabel('threads', { exact: true }).fill('');
  await page.keyboard.press('Enter');
  expect((await saved(page, file)).training.threads).toBeNull();
  const editor = new EditorPage(page);
  await editor.undo();
  await editor.undo();
  await expect(page.getByLabel('XLA', { exact: true })).toHaveValue('auto');
  await expect(page.getByLabel('threads', { exact: true })).toHaveValue('1');
});

test('averaged weights and an optimizer are set, saved and undone', async ({ page }) => {
  const file = await openChanged(page, (project) => project);
  await page.getByLabel('optimizer', { exact: true }).selectOption('Lion');
  await advanced(page).click();
  await expect(page.getByLabel('ema_momentum', { exact: true })).toHaveCount(0);
  await page.getByLabel('average weights', { exact: true }).click();
  await setTraining(page, 'ema_momentum', 0.9);
  await setTraining(page, 'overwrite after', 50);
  const averaged = { use_ema: true, ema_momentum: 0.9, ema_overwrite_frequency: 50 };
  const optimizer = { name: 'lion', beta_1: 0.9, beta_2: 0.99, weight_decay: 0 };
  expect(await saved(page, file)).toMatchObject({ training: { ...averaged, optimizer } });
  const editor = new EditorPage(page);
  await editor.undo();
  await editor.undo();
  await editor.undo();
  await expect(page.getByLabel('ema_momentum', { exact: true })).toHaveCount(0);
});

test('a node’s rate, penalties and longest length stand behind More, and stay open where they are set', async ({ page }) => {
  const file = await openChanged(page, (project) => project);
  await page.locator('.node', { hasText: 'Cultivator' }).first().click();
  await page.getByRole('button', { name: /^More: .*kernel_max_norm/ }).click();
  for (const [name, value] of [
    ['learning_rate_factor', 0.1],
    ['kernel_l1', 0],
    ['kernel_l2', 0.01],
    ['kernel_max_norm', 2],
  ] as const)
    await setTraining(page, name, value);
  await expect(page.locator('.node', { hasText: 'Cultivator' }).first()).toContainText('lr × 0.1');
  const graph = ((await saved(page, file)) as unknown as { graph: { nodes: Record<string, { kind: string; params: object }> } }).graph;
  const node = Object.values(graph.nodes).find(({ kind }) => kind === 'Classification');
  expect(node?.params).toMatchObject({ learning_rate_factor: 0.1, kernel_l2: 0.01, kernel_max_norm: 2 });
  await page.locator('.node', { hasText: 'LayerNormalization' }).first().click();
  await expect(page.getByLabel('kernel_l2', { exact: true })).toHaveCount(0);
  await page.locator('.node', { hasText: 'Cultivator' }).first().click();
  await expect(page.getByLabel('kernel_max_norm', { exact: true })).toHaveValue('2');
});

test('outputs are weighed where there are several', async ({ page }) => {
  const file = await openChanged(page, (project) => {
    const graph = project.graph as { nodes: Record<string, { kind: string }>; wires: { to: { node: string } }[] };
    const [output = ''] = Object.keys(graph.nodes).filter((id) => graph.nodes[id]?.kind === 'Classification');
    const wires = graph.wires.filter((wire) => wire.to.node === output).map((wire) => ({ ...wire, to: { ...wire.to, node: 'second' } }));
    const nodes = { ...graph.nodes, second: { kind: 'Classification', params: {}, title: 'A second opinion' } };
    return { ...project, graph: { nodes, wires: [...graph.wires, ...wires] } };
  });
  await advanced(page).click();
  await expect(page.getByRole('heading', { name: 'Loss weights' })).toBeVisible();
  await setTraining(page, 'A second opinion', 0.25);
  expect((await saved(page, file)).training.loss_weights).toEqual({ second: 0.25 });
  await setTraining(page, 'A second opinion', 1);
  expect((await saved(page, file)).training.loss_weights).toEqual({});
});

test('a run says how it computes', async ({ page }) => {
  await page.goto(server.address);
  await openTemplate(page, /Wines/);
  await advanced(page).click();
  // One output: nothing to weigh against it.
  await expect(page.getByRole('heading', { name: 'Loss weights' })).toHaveCount(0);
  await page.getByLabel('training step', { exact: true }).selectOption('Kernel by kernel');
  await setTraining(page, 'epochs', 2);
  await startTraining(page);
  await expectTrained(page);
  await dockTab(page, 'Training').click();
  await expect(page.locator('.engine-note')).toContainText('· kernel by kernel');
});
