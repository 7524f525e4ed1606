import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { dockTab, expectTrained, openTemplate, rail, setTraining, startTraining } from './journey';
import { endServer, type Server, startServer } from './start-server';

test.describe.configure({ timeout: 300_000 });

let server: Server;
test.beforeAll(async () => {
  server = await startServer();
});
test.afterAll(() => endServer(server));

/** Everything that axe finds, in words that lead to the place. */
async function findings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter((violation) => violation.impact === 'serious' || violation.impact === 'critical')
    .flatMap((violation) => violation.nodes.map((node) => `${violation.id}: ${node.target.join(' ')} – ${node.failureSummary ?? ''}`));
}

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing serious, ${theme}`, async ({ browser }) => {
    const context = await browser.newContext({ colorScheme: theme, viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
    const page = await context.newPage();
    await page.goto(server.address);
    await expect(page.getByRole('button', { name: /Handwritten digits/ }).first()).toBeVisible();
    expect(await findings(page), 'the start screen').toEqual([]);
    await openTemplate(page, /Wines/);
    for (const tab of ['Training', 'Evaluation', 'Attention', 'Try it', 'Log']) {
      await dockTab(page, tab).click();
      expect(await findings(page), `${tab}, before training`).toEqual([]);
    }
    await setTraining(page, 'epochs', 10);
    await startTraining(page);
    await expectTrained(page);
    expect(await findings(page), 'Attention').toEqual([]);
    await page.getByLabel('Which weights look').selectOption({ label: 'while it trained' });
    await expect(page.getByRole('slider', { name: 'Training step' })).toBeVisible();
    // Motion is not wished here.
    await expect(page.getByRole('button', { name: /^Play how/ })).toHaveCount(0);
    expect(await findings(page), 'Attention while it trained').toEqual([]);
    for (const tab of ['Training', 'Evaluation', 'Try it', 'Log']) {
      await dockTab(page, tab).click();
      await page.waitForTimeout(700);
      expect(await findings(page), tab).toEqual([]);
    }
    for (const panel of ['Data', 'Runs', 'Attention']) {
      await rail(page, panel).click();
      await page.waitForTimeout(700);
      expect(await findings(page), `the panel ${panel}`).toEqual([]);
    }
    await page.getByRole('banner').getByRole('button', { name: 'Export', exact: true }).click();
    expect(await findings(page), 'the export dialog').toEqual([]);
    await context.close();
  });
}

test('axe finds nothing serious in an attention map over a picture', async ({ page }) => {
  await page.goto(server.address);
  await openTemplate(page, /Handwritten digits/);
  await setTraining(page, 'epochs', 1);
  await startTraining(page);
  await expectTrained(page);
  expect(await findings(page)).toEqual([]);
  await dockTab(page, 'Evaluation').click();
  await page.locator('[data-cell="0-0"]').click();
  await expect(page.getByTestId('cell-sheet').locator('.tile').first()).toBeVisible();
  expect(await findings(page), 'the sheet of a cell').toEqual([]);
});
