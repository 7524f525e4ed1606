import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { EditorPage } from './editor-page';
import { endServer, type Server, startServer } from './start-server';

let server: Server;
test.beforeAll(async () => {
  server = await startServer();
});
test.afterAll(() => endServer(server));

async function faults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter((v) => v.impact === 'serious' || v.impact === 'critical')
    .flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.html.slice(0, 160)} ${n.failureSummary?.split('\n')[1] ?? ''}`));
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test('axe finds nothing serious, wherever one goes', async ({ page }) => {
      const editor = new EditorPage(page);
      await editor.start(server.address);
      await expect(page.locator('.template').first()).toBeVisible();
      expect(await faults(page), 'start screen').toEqual([]);

      await page.getByRole('button', { name: 'Handwritten digits' }).click();
      await expect(page.locator('.node').first()).toBeVisible();
      expect(await faults(page), 'editor').toEqual([]);

      await page.locator('.node', { hasText: /heads/ }).click();
      expect(await faults(page), 'node selected').toEqual([]);

      await editor.add('Dense');
      expect(await faults(page), 'a problem').toEqual([]);

      for (const rail of ['Data', 'Runs', 'Attention']) {
        await page.getByRole('navigation', { name: 'Panels' }).getByRole('button', { name: rail, exact: true }).click();
        await expect(page.getByRole('region', { name: rail, exact: true })).toBeVisible();
        expect(await faults(page), rail).toEqual([]);
      }
      for (const tab of ['Evaluation', 'Attention', 'Try it', 'Log']) {
        await page.getByRole('tab', { name: tab }).click();
        expect(await faults(page), tab).toEqual([]);
      }

      await editor.canvas.focus();
      await page.keyboard.press('/');
      await expect(editor.quickAdd).toBeVisible();
      expect(await faults(page), 'quick add').toEqual([]);
      await page.keyboard.press('Escape');

      await page.keyboard.press('?');
      await expect(page.getByRole('dialog')).toBeVisible();
      expect(await faults(page), 'shortcuts').toEqual([]);
      await page.keyboard.press('Escape');

      await page.keyboard.press('Control+Shift+s');
      await expect(page.getByRole('dialog')).toBeVisible();
      expect(await faults(page), 'file chooser').toEqual([]);
      await page.keyboard.press('Escape');

      await page.getByRole('button', { name: /problem/ }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
      expect(await faults(page), 'problems').toEqual([]);
      expect(editor.complaints).toEqual([]);
    });
  });
}
