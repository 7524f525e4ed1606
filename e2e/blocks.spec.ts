import { expect, test } from '@playwright/test';
import { EditorPage } from './editor-page';
import { endServer, type Server, startServer } from './start-server';

let server: Server;
test.beforeAll(async () => {
  server = await startServer();
});
test.afterAll(() => endServer(server));

test.setTimeout(60_000);
test('a selection becomes a block: entered, edited, handed a parameter, used twice, unpacked', async ({ page }) => {
  const editor = new EditorPage(page);
  await editor.template(server.address, 'Wines by their chemistry');
  await page.keyboard.press('f');
  const parameters = page.locator('.status-bar').getByText(/parameters/);
  const before = await parameters.textContent();

  await editor.node('Attention between columns').click({ position: { x: 60, y: 20 } });
  await editor.node('Add').click({ position: { x: 60, y: 20 }, modifiers: ['Shift'] });
  await page.keyboard.press('Control+g');
  await expect(editor.node('My block')).toBeVisible();
  await expect(editor.node('Attention between columns')).toHaveCount(0);
  await expect(parameters).toHaveText(before ?? '');
  await expect(page.locator('.node-problem')).toHaveCount(0);

  // Inside: shapes of the node that was entered, and a way back out.
  await editor.node('My block').dblclick({ position: { x: 60, y: 20 } });
  const path = page.getByRole('navigation', { name: 'Where the canvas is' });
  await expect(path).toContainText('My block');
  await expect(editor.node('Block input')).toBeVisible();
  await expect(editor.node('Block output')).toBeVisible();
  await editor.node('Attention between columns').click({ position: { x: 60, y: 20 } });
  await page.getByRole('button', { name: 'Let instances of the block set num_heads' }).click();
  await expect(page.getByRole('button', { name: 'Instances set it as num_heads: take it back' })).toBeVisible();
  await page.locator('.canvas').focus();
  await page.keyboard.press('Escape');
  await expect(page.locator('.handed-out')).toContainText('num_heads of Attention between columns');
  await page.keyboard.press('Escape');
  await expect(path).toHaveCount(0);

  // The instance sets it for itself: fewer heads, fewer parameters.
  await editor.node('My block').click({ position: { x: 60, y: 20 } });
  const heads = page.getByRole('textbox', { name: 'num_heads', exact: true });
  await heads.fill('1');
  await heads.press('Enter');
  await expect(parameters).not.toHaveText(before ?? '');
  await editor.undo();
  await expect(parameters).toHaveText(before ?? '');

  // It is in the palette, like every other node type.
  await expect(page.getByRole('region', { name: 'Nodes' }).getByRole('button', { name: 'My block' })).toBeVisible();

  // Kept in the library, another project has it, too.
  await editor.node('My block').click({ position: { x: 60, y: 20 } });
  await page.getByRole('button', { name: 'Keep in my library' }).click();
  const library = page.getByRole('region', { name: 'My library' });
  await expect(library.getByRole('button', { name: 'My block', exact: true })).toBeVisible();

  await page.getByRole('button', { name: 'Unpack' }).click();
  await expect(editor.node('Attention between columns')).toBeVisible();
  await expect(editor.node('My block')).toHaveCount(0);
  await expect(parameters).toHaveText(before ?? '');

  expect(editor.complaints).toEqual([]);

  const other = new EditorPage(await page.context().newPage());
  await other.blank(server.address);
  const offered = other.page.getByRole('region', { name: 'My library' });
  await offered.getByRole('button', { name: 'My block', exact: true }).click();
  await expect(other.node('My block')).toBeVisible();
  await offered.getByRole('button', { name: 'My block', exact: true }).hover();
  await offered.getByRole('button', { name: 'Remove My block from the library' }).click();
  await expect(offered).toHaveCount(0);
  await expect(other.node('My block')).toBeVisible();
  expect(other.complaints).toEqual([]);
});

test('a block that is unpacked makes room: no node lies over another', async ({ page }) => {
  const editor = new EditorPage(page);
  await editor.start(server.address);
  await page.getByRole('button', { name: 'CBAM-ResNet-18' }).click();
  await page.keyboard.press('f');
  await editor
    .node('ResNet stage')
    .first()
    .click({ position: { x: 60, y: 20 } });
  await page.getByRole('button', { name: 'Unpack', exact: true }).click();
  await expect(editor.node('Block 1')).toBeVisible();
  await page.locator('.canvas').focus();
  await page.keyboard.press('Escape');
  await editor.node('Block 1').click({ position: { x: 60, y: 20 } });
  await page.getByRole('button', { name: 'Unpack', exact: true }).click();
  // From afar nodes have no titles.
  await expect(editor.node('CBAM')).toBeVisible();
  await page.locator('.canvas').focus();
  await page.keyboard.press('f');
  // The camera comes to rest.
  await page.waitForTimeout(400);
  const boxes = await page.locator('.node').evaluateAll((nodes) => nodes.map((node) => node.getBoundingClientRect().toJSON() as DOMRect));
  const over = boxes.filter((a, i) =>
    boxes.some((b, j) => j > i && a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1),
  );
  expect(boxes).toHaveLength(19);
  expect(over).toEqual([]);
  expect(editor.complaints).toEqual([]);
});
