import { expect, test } from '@playwright/test';
import { EditorPage } from './editor-page';
import { endServer, type Server, startServer } from './start-server';

let server: Server;
test.beforeAll(async () => {
  server = await startServer();
});
test.afterAll(() => endServer(server));

test('a model of the literature opens as a drawing without problems, its parameters those of its paper', async ({ page }) => {
  const editor = new EditorPage(page);
  await editor.start(server.address);
  await page.getByRole('button', { name: 'ViT-Tiny' }).click();
  await expect(editor.node('Vision Transformer')).toBeVisible();
  await expect(page.locator('.status-bar')).toContainText('5,717,416 parameters');
  await expect(page.locator('.status-bar')).toContainText('0 problems');

  // The block opens up into the nodes that it is made of.
  await editor.node('Vision Transformer').click({ position: { x: 60, y: 20 } });
  await page.getByRole('button', { name: 'Unpack' }).click();
  await expect(editor.node('Transformer encoder')).toBeVisible();
  await expect(page.locator('.status-bar')).toContainText('5,717,416 parameters');
  expect(editor.complaints).toEqual([]);
});
