import { expect, test } from '@playwright/test';
import { dockTab, expectMovingChart, expectTrained, openTemplate, rail, setTraining, startTraining } from './journey';
import { endServer, type Server, startServer } from './start-server';

test.describe.configure({ timeout: 180_000 });

let server: Server;
test.beforeEach(async ({ page }) => {
  server = await startServer();
  await page.goto(server.address);
});
test.afterEach(() => endServer(server));

test('a run is renamed, trained further and deleted', async ({ page }) => {
  await openTemplate(page, /Wines/);
  await setTraining(page, 'epochs', 3);
  await startTraining(page);
  await expectTrained(page);
  await rail(page, 'Runs').click();
  const panel = page.getByRole('region', { name: 'Runs', exact: true });
  await panel.getByRole('button', { name: 'Rename Run 1' }).click();
  await panel.getByLabel('Name of the run').fill('A first try');
  await page.keyboard.press('Enter');
  await expect(panel.getByRole('button', { name: 'A first try', exact: true })).toBeVisible();

  await panel.getByRole('button', { name: 'Train further' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Epochs more').fill('2');
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Train further', exact: true }).click();
  await expect(panel.getByText('epoch 5 of 5')).toBeVisible({ timeout: 60_000 });
  await expectTrained(page);

  await startTraining(page);
  await expectTrained(page);
  await expect(panel.locator('.run-item')).toHaveCount(2);
  await panel.getByRole('button', { name: 'Delete A first try' }).click();
  await expect(dialog).toContainText('cannot be undone');
  await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(panel.locator('.run-item')).toHaveCount(1);
  await expect(panel.getByText('A first try')).toHaveCount(0);
});

test('a number that is none stops the run and names the layer', async ({ page }) => {
  await openTemplate(page, /Handwritten digits/);
  await page.locator('.react-flow__node', { hasText: 'Rescaling' }).click();
  const scale = page.getByLabel('scale', { exact: true });
  await scale.fill('1e37');
  await scale.press('Enter');
  await page.getByRole('banner').getByRole('button', { name: 'Train', exact: true }).click();
  const failed = page.locator('[data-run-state=failed]');
  await expect(failed).toBeVisible({ timeout: 60_000 });
  await expect(failed.getByRole('alert')).toContainText('not finite');
  await page.keyboard.press('Escape');
  await page.locator('.react-flow__pane').click({ position: { x: 5, y: 5 } });
  await failed.getByRole('button', { name: /^Show the layer/ }).click();
  await expect(page.getByLabel('scale', { exact: true })).toHaveValue(/1e\+?37/);
});

test('a graph with a problem is not trained: the sentence and the node are shown', async ({ page }) => {
  await openTemplate(page, /Handwritten digits/);
  await page.locator('.react-flow__node', { hasText: 'Rescaling' }).click();
  await page.keyboard.press('Delete');
  await page.getByRole('banner').getByRole('button', { name: 'Train', exact: true }).click();
  const notices = page.getByRole('region', { name: 'Notices' });
  await expect(notices).toContainText('needs a wire');
  await expect(notices.getByRole('button', { name: 'Show the node' })).toBeVisible();
  await expect(page.locator('[data-run-state=none]')).toBeVisible();
});

test('the maps of every head are drawn while the model learns', async ({ page }) => {
  await openTemplate(page, /Handwritten digits/);
  await setTraining(page, 'epochs', 3);
  await startTraining(page);
  await expectMovingChart(page);
  await expect(page.locator('.look-card canvas')).toBeVisible({ timeout: 30_000 });
  await expect(page.locator('[data-run-state=running]')).toBeVisible();
  await expect(page.locator('.react-flow__node canvas')).toHaveCount(4);
  await page.getByRole('banner').getByRole('button', { name: 'Stop' }).click();
  await expectTrained(page);
  await dockTab(page, 'Log').click();
  await expect(page.getByRole('log')).toContainText('tensorflow');
});
