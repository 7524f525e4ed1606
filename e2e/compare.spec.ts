import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { expectTrained, openTemplate, rail, setTraining, startTraining } from './journey';
import { endServer, type Server, startServer } from './start-server';

test.describe.configure({ timeout: 120_000 });

let server: Server;
test.beforeEach(async ({ page }) => {
  server = await startServer();
  await page.goto(server.address);
});
test.afterEach(() => endServer(server));

const panelOf = (page: Page) => page.getByRole('region', { name: 'Runs', exact: true });

async function trainAgain(page: Page): Promise<void> {
  await startTraining(page);
  await expectTrained(page);
}

async function expectAccessible(page: Page, what: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations.filter((v) => v.impact === 'serious' || v.impact === 'critical');
  expect(
    serious.flatMap((v) => v.nodes.map((node) => `${v.id}: ${node.target.join(' ')}`)),
    what,
  ).toEqual([]);
}

/** The shown part of the axis changed: the charts offer to show everything again. */
const zoomedOut = (page: Page) => page.getByRole('button', { name: 'Show everything' });

test('two runs are compared: curves, the parameter that differs, figures; tags and pins outlive a reload', async ({ page }) => {
  await openTemplate(page, /Wines/);
  await setTraining(page, 'epochs', 3);
  await trainAgain(page);
  const panel = panelOf(page);
  await rail(page, 'Runs').click();
  await expect(panel.getByRole('button', { name: 'Compare', exact: true })).toBeDisabled();
  await expect(panel).toContainText('train again');

  await page.locator('.react-flow__node', { hasText: 'Attention between' }).click();
  const heads = page.getByLabel('num_heads', { exact: true });
  const before = await heads.inputValue();
  await heads.fill('4');
  await heads.press('Enter');
  await page.locator('.react-flow__pane').click({ position: { x: 5, y: 5 } });
  await setTraining(page, 'batch_size', 24);
  await trainAgain(page);

  await panel.getByRole('button', { name: 'Pin Run 1' }).click();
  await expect(panel.locator('.run-item').first()).toContainText('Run 1');
  await panel.getByRole('button', { name: 'Add a tag to Run 1' }).click();
  await panel.getByLabel('New tag of Run 1').fill('baseline');
  await page.keyboard.press('Enter');
  await expect(panel.locator('.run-item').first()).toContainText('baseline');
  for (const name of ['Run 1', 'Run 2']) await panel.getByRole('checkbox', { name: `Compare ${name}` }).check();
  await panel.getByRole('button', { name: 'Compare 2 runs' }).click();

  const view = page.getByRole('region', { name: 'Compare runs' });
  for (const part of ['Training loss', 'Validation loss', 'Validation accuracy']) {
    await expect(view.getByRole('figure', { name: new RegExp(`^${part}: Run 1 .*, Run 2 `) })).toBeVisible();
  }
  await expect(view.locator('[data-metric=loss][data-part=training] canvas')).toBeVisible();
  const differences = view.getByRole('region', { name: 'Differences' });
  await expect(differences.locator('[data-difference=num_heads] td')).toHaveText([before, '4']);
  await expect(differences.locator('[data-difference="batch size"] td')).toHaveText([/^\d+$/, '24']);
  // Only what the person changed: not where nodes lie, and no default that was merely written down.
  await expect(differences.locator('[data-difference]')).toHaveCount(2);
  const table = view.getByRole('region', { name: 'Table of figures' });
  for (const name of ['Run 1', 'Run 2']) {
    const row = table.getByRole('row', { name });
    await expect(row.locator('[data-column="held-out.accuracy"]')).toHaveText(/^\d+\.\d/);
    await expect(row.locator('[data-column=engine]')).not.toHaveText('–');
  }
  await table.getByRole('button', { name: 'parameters' }).click();
  await expect(table.getByRole('columnheader', { name: 'parameters' })).toHaveAttribute('aria-sort', 'ascending');
  await expectAccessible(page, 'the comparison');
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectAccessible(page, 'the comparison, dark');
  await page.emulateMedia({ colorScheme: 'light' });

  // The charts are zoomed together, with the keyboard as with the wheel.
  const plot = view.getByRole('group', { name: /^Curves of training loss/ });
  await plot.focus();
  await page.keyboard.press('+');
  await expect(zoomedOut(page)).toHaveCount(3);
  await page.keyboard.press('0');
  await expect(zoomedOut(page)).toHaveCount(0);
  await plot.hover();
  await page.mouse.wheel(0, -300);
  await expect(zoomedOut(page)).toHaveCount(3);
  await plot.dblclick();
  await expect(zoomedOut(page)).toHaveCount(0);

  await view
    .getByRole('button', { name: /^Run 1|Run 1$/ })
    .first()
    .click();
  await expect(view.getByRole('figure', { name: /^Training loss: Run 2 / })).toBeVisible();
  await panel.getByRole('checkbox', { name: 'Compare Run 2' }).uncheck();
  await expect(view).toContainText('Choose two to five runs');
  await expectAccessible(page, 'the comparison of too few runs');
  await page.getByRole('button', { name: 'Back to the graph' }).click();
  await expect(page.locator('.react-flow__node').first()).toBeVisible();

  await page.reload();
  await rail(page, 'Runs').click();
  const first = panelOf(page).locator('.run-item').first();
  await expect(first).toContainText('Run 1');
  await expect(first).toContainText('baseline');
  await expect(first.getByRole('button', { name: 'Unpin Run 1' })).toBeVisible();
});
