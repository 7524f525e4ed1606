import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import {
  digitsJourney,
  dockTab,
  drawOne,
  expectAttention,
  expectEvaluation,
  expectMovingChart,
  expectTrained,
  openTemplate,
  setTraining,
  startTraining,
  triedAnswer,
} from './journey';
import { childrenOf, endServer, type Server, startServer } from './start-server';

test.describe.configure({ timeout: 300_000 });

let server: Server;
test.beforeEach(async ({ page }) => {
  server = await startServer();
  page.on('pageerror', (error) => {
    throw error;
  });
  await page.goto(server.address);
});
test.afterEach(() => endServer(server));

test('digits: from the template to the exports', async ({ page }) => {
  const out = mkdtempSync(path.join(tmpdir(), 'attention-studio-exports-'));
  await digitsJourney(page, { out });
  expect(existsSync(path.join(out, 'tfjs', 'model.json'))).toBe(true);
});

test('three clicks train, and the first click comes from the start screen', async ({ page }) => {
  await openTemplate(page, /Handwritten digits/);
  await startTraining(page);
  await expectMovingChart(page);
  await page.getByRole('banner').getByRole('button', { name: 'Pause' }).click();
  await expect(page.locator('[data-run-state=paused]')).toBeVisible({ timeout: 60_000 });
  await page.getByRole('banner').getByRole('button', { name: 'Resume' }).click();
  await expect(page.locator('[data-run-state=running]')).toBeVisible({ timeout: 60_000 });
  await expectMovingChart(page);
  await page.getByRole('banner').getByRole('button', { name: 'Stop' }).click();
  await expectTrained(page);
});

test('sentiment: words are weighed, a sentence is tried', async ({ page }) => {
  await openTemplate(page, /[Ss]entiment/);
  await setTraining(page, 'epochs', 2);
  await startTraining(page);
  await expectTrained(page);
  await expect(page.getByTestId('words').first()).toBeVisible();
  await expectEvaluation(page, 50);
  await dockTab(page, 'Try it').click();
  await page.getByLabel('A sentence of your own').fill('This phone is great and works well');
  await page.keyboard.press('Enter');
  expect(await triedAnswer(page)).toMatch(/%/);
  await expect(page.locator('.try .words').first()).toContainText('great');
});

test('table: columns are weighed, a row is tried', async ({ page }) => {
  await openTemplate(page, /[Ww]ine/);
  // Five epochs would be over before the window is told that they began.
  await setTraining(page, 'epochs', 200);
  await startTraining(page);
  await expectTrained(page);
  await expectEvaluation(page, 30);
  await dockTab(page, 'Try it').click();
  await page.getByRole('button', { name: 'Predict', exact: true }).click();
  expect(await triedAnswer(page)).toMatch(/%/);
});

test('regression: predicted over true values', async ({ page }) => {
  await openTemplate(page, /[Dd]iabetes/);
  await setTraining(page, 'epochs', 60);
  await startTraining(page);
  await expectTrained(page);
  await dockTab(page, 'Evaluation').click();
  await expect(page.getByTestId('scatter')).toBeVisible({ timeout: 60_000 });
  await expect(page.locator('.evaluation')).toContainText('R²');
});

test('a reload while training loses nothing', async ({ page }) => {
  await openTemplate(page, /Handwritten digits/);
  await setTraining(page, 'epochs', 2);
  await startTraining(page);
  await expectMovingChart(page);
  await page.reload();
  await expect(page.locator('[data-run-state]')).toBeVisible({ timeout: 30_000 });
  await expectMovingChart(page);
  await expectTrained(page);
  await dockTab(page, 'Training').click();
  // Every step from the first to the last is there, once.
  const points = Number(await page.locator('[data-metric=loss]').getAttribute('data-points'));
  const steps = await page.locator('.figure-head').textContent();
  expect(steps).toContain(`${points.toLocaleString('en')} / ${points.toLocaleString('en')}`);
});

test('the death of the trainer is told, and training goes on', async ({ page }) => {
  await openTemplate(page, /Handwritten digits/);
  await setTraining(page, 'epochs', 3);
  await startTraining(page);
  await expectMovingChart(page);
  const workers = childrenOf(server.pid).filter((child) => child.command.includes('worker'));
  const [trainer] = workers.sort((a, b) => b.cpu - a.cpu);
  expect(trainer, 'a process that trains').toBeDefined();
  process.kill(trainer?.pid ?? 0, 'SIGKILL');
  await expect(page.getByRole('region', { name: 'Notices' })).toContainText('last checkpoint', { timeout: 30_000 });
  await expectMovingChart(page);
  await expectTrained(page);
  await dockTab(page, 'Log').click();
  await expect(page.getByRole('log')).toContainText('checkpoint');
});

test('edits survive a kill of the core', async ({ page, context }) => {
  await openTemplate(page, /Handwritten digits/);
  await setTraining(page, 'epochs', 7);
  await expect(page.getByRole('button', { name: /^Undo/ })).toBeEnabled();
  await page.waitForTimeout(1000);
  await server.kill();
  const { userData } = server;
  server = await startServer({ userData });
  const again = await context.newPage();
  await page.close();
  await again.goto(server.address);
  await again.getByRole('button', { name: 'Recover', exact: true }).first().click();
  await expect(again.getByLabel('epochs', { exact: true })).toHaveValue('7');
  await again.getByRole('button', { name: /^Undo/ }).click();
  await expect(again.getByLabel('epochs', { exact: true })).not.toHaveValue('7');
});

test('a drawing is read once the model has learned', async ({ page }) => {
  await openTemplate(page, /Handwritten digits/);
  await setTraining(page, 'epochs', 1);
  await startTraining(page);
  await expectTrained(page);
  await drawOne(page);
  expect(await triedAnswer(page)).toMatch(/^1/);
  const attention = await page.locator('.try .node-map').first().getAttribute('data-node');
  await expectAttention(page, { [attention ?? '']: 4 });
});
