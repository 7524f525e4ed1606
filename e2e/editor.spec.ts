import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { EditorPage } from './editor-page';
import { endServer, type Server, startServer } from './start-server';

let server: Server;
test.beforeAll(async () => {
  server = await startServer();
});
test.afterAll(() => endServer(server));

test('add, connect, undo and redo: one gesture, one step', async ({ page }) => {
  const editor = new EditorPage(page);
  await editor.blank(server.address);
  await editor.add('Image');
  await editor.add('Conv2D');
  await editor.wire(editor.port('Image', 'out'), editor.port('Conv2D', 'in'));
  await expect(editor.wires).toHaveCount(1);
  await expect(editor.shapes).toHaveText(['28×28×1']);

  await editor.undo();
  await expect(editor.wires).toHaveCount(0);
  await editor.redo();
  await expect(editor.wires).toHaveCount(1);

  const before = await editor.node('Conv2D').boundingBox();
  await editor.node('Conv2D').hover({ position: { x: 90, y: 20 } });
  await page.mouse.down();
  await page.mouse.move((before?.x ?? 0) + 100, (before?.y ?? 0) + 140, { steps: 10 });
  await page.mouse.up();
  await expect.poll(async () => (await editor.node('Conv2D').boundingBox())?.y ?? 0).toBeGreaterThan((before?.y ?? 0) + 60);
  await editor.undo();
  await expect.poll(async () => Math.round((await editor.node('Conv2D').boundingBox())?.y ?? 0)).toBe(Math.round(before?.y ?? 0));

  for (let i = 0; i < 3; i++) await page.keyboard.press('Control+z');
  await expect(page.locator('.node')).toHaveCount(0);
  await expect(page.getByText('An empty graph')).toBeVisible();
  expect(editor.complaints).toEqual([]);
});

test('a refused wire says why, and what would mend it', async ({ page }) => {
  const editor = new EditorPage(page);
  await editor.blank(server.address);
  await editor.add('Image');
  await editor.add('Classification');
  await editor.wire(editor.port('Image', 'out'), editor.port('Classification', 'in'), false);
  const reason = page.getByRole('alert').filter({ hasText: '“input” of Classification takes a vector, not an image (28 × 28 × 1).' });
  await expect(reason).toBeVisible();
  await page.mouse.up();
  await expect(editor.wires).toHaveCount(0);
  await reason.getByRole('button', { name: /Flatten between/ }).click();
  await expect(editor.wires).toHaveCount(2);
  await expect(editor.node('Flatten')).toBeVisible();
  await editor.undo();
  await expect(editor.wires).toHaveCount(0);
  await expect(editor.node('Flatten')).toHaveCount(0);
});

test('ports that do not fit dim while a wire is dragged', async ({ page }) => {
  const editor = new EditorPage(page);
  await editor.blank(server.address);
  await editor.add('Image');
  await editor.add('Conv2D');
  await editor.add('Classification');
  await editor.wire(editor.port('Image', 'out'), editor.port('Conv2D', 'in'), false);
  await expect(editor.port('Classification', 'in')).toHaveClass(/dim/);
  await expect(editor.port('Conv2D', 'in')).toHaveClass(/fits/);
  await page.mouse.up();
  await expect(editor.port('Classification', 'in')).not.toHaveClass(/dim/);
});

test('a broken node shows expected and received, and its button mends it', async ({ page }) => {
  const editor = new EditorPage(page);
  await editor.template(server.address, 'Handwritten digits');
  await expect(page.getByRole('button', { name: '0 problems' })).toBeVisible();
  await editor.node('Places').click();
  const shape = page.getByRole('textbox', { name: 'target_shape' });
  const right = await shape.inputValue();
  await shape.fill('50, 3');
  await shape.press('Enter');
  const problem = page.locator('.node-problem');
  await expect(problem).toContainText('expected');
  await expect(problem).toContainText('received');
  await problem.getByRole('button').first().click();
  await expect(page.getByRole('button', { name: '0 problems' })).toBeVisible();
  await editor.undo();
  await editor.undo();
  await expect(shape).toHaveValue(right);
});

test('a wire dropped on empty canvas adds what fits, in both directions', async ({ page }) => {
  const editor = new EditorPage(page);
  await editor.blank(server.address);
  await editor.add('Image');
  await editor.dropWire(editor.port('Image', 'out'), 60, 110);
  await expect(editor.quickAdd.getByRole('option', { name: 'Conv2D', exact: true })).toBeVisible();
  await expect(editor.quickAdd.getByRole('option', { name: /Classification/ })).toHaveCount(0);
  await page.keyboard.type('conv');
  await page.keyboard.press('Enter');
  await expect(editor.node('Conv2D')).toBeVisible();
  await expect(editor.wires).toHaveCount(1);
  await editor.undo();
  await expect(editor.node('Conv2D')).toHaveCount(0);
  await expect(editor.wires).toHaveCount(0);

  await editor.add('Dense');
  await editor.dropWire(editor.port('Dense', 'in'), -70, 120);
  await expect(editor.quickAdd.getByRole('option', { name: /Image(?!Net)/ })).toHaveCount(0);
  await page.keyboard.type('flatten');
  await page.keyboard.press('Enter');
  await expect(editor.wires).toHaveCount(1);
});

test('double click and slash search; the palette takes drags', async ({ page }) => {
  const editor = new EditorPage(page);
  await editor.blank(server.address);
  await editor.canvas.dblclick({ position: { x: 200, y: 100 } });
  await page.keyboard.type('bahdanau');
  await page.keyboard.press('Enter');
  await expect(editor.node('Additive attention')).toBeVisible();
  await page.keyboard.press('/');
  await page.keyboard.type('fully connected');
  await page.keyboard.press('Enter');
  await expect(editor.node('Dense')).toBeVisible();
  await page
    .getByRole('region', { name: 'Nodes' })
    .getByRole('button', { name: 'LSTM', exact: true })
    .dragTo(editor.canvas, { targetPosition: { x: 120, y: 60 } });
  await expect(editor.node('LSTM')).toBeVisible();
});

test('copy goes into another project, with wires; duplicate and delete are one step each', async ({ page, context }) => {
  const editor = new EditorPage(page);
  await editor.template(server.address, 'Handwritten digits');
  const nodes = await page.locator('.node').count();
  await editor.canvas.focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+d');
  await expect(page.locator('.node')).toHaveCount(nodes * 2);
  await editor.undo();
  await expect(page.locator('.node')).toHaveCount(nodes);
  await editor.canvas.focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+c');

  const other = new EditorPage(await context.newPage());
  await other.page.goto(server.address);
  await other.page.getByRole('button', { name: 'Blank graph' }).click();
  await other.canvas.focus();
  await other.page.keyboard.press('Control+v');
  await expect(other.page.locator('.node')).toHaveCount(nodes);
  await expect(other.wires).not.toHaveCount(0);
  await other.page.keyboard.press('Delete');
  await expect(other.page.locator('.node')).toHaveCount(0);
  await other.undo();
  await expect(other.page.locator('.node')).toHaveCount(nodes);
});

test('keyboard only: add, connect, go, move, set, delete', async ({ page }) => {
  const editor = new EditorPage(page);
  await editor.start(server.address);
  await page.getByRole('button', { name: 'Blank graph' }).focus();
  await page.keyboard.press('Enter');
  await expect(editor.canvas).toBeVisible();
  for (let i = 0; i < 40 && !(await editor.canvas.evaluate((e) => e === document.activeElement)); i++) await page.keyboard.press('Tab');
  await expect(editor.canvas).toBeFocused();

  await page.keyboard.press('/');
  await page.keyboard.type('image');
  await page.keyboard.press('Enter');
  await expect(editor.node('Image')).toBeVisible();
  await expect(editor.canvas).toBeFocused();

  // Add and connect what follows, out of the list.
  await page.keyboard.press('c');
  await page.keyboard.type('conv2d');
  await page.keyboard.press('Enter');
  await expect(editor.wires).toHaveCount(1);
  await page.keyboard.press('/');
  await page.keyboard.type('flatten');
  await page.keyboard.press('Enter');
  await expect(editor.node('Flatten')).toBeVisible();

  // Back to the convolution, and connect it to what is there.
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByRole('status').filter({ hasText: 'Conv2D' })).toBeAttached();
  await page.keyboard.press('c');
  await page.keyboard.type('flatten');
  await page.keyboard.press('Enter');
  await expect(editor.wires).toHaveCount(2);

  // The inspector, and back.
  await page.keyboard.press('Enter');
  // It takes the keyboard in the next frame.
  await expect(page.locator('.inspector :focus')).toBeAttached();
  await page.getByLabel('filters').focus();
  await page.keyboard.press('ArrowUp');
  await expect(editor.node('Conv2D')).toContainText(/3[3-9] filters|17 filters|9 filters/);
  await editor.canvas.focus();

  const before = await editor.node('Conv2D').boundingBox();
  await page.keyboard.press('Shift+ArrowDown');
  await expect.poll(async () => (await editor.node('Conv2D').boundingBox())?.y ?? 0).toBeGreaterThan((before?.y ?? 0) + 20);
  await page.keyboard.press('Delete');
  await expect(editor.node('Conv2D')).toHaveCount(0);
  await expect(editor.wires).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(editor.node('Conv2D')).toHaveCount(1);

  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Shortcuts' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('saved through the window’s own chooser, opened again, and a reload keeps the undo history', async ({ page }) => {
  const editor = new EditorPage(page);
  const file = path.join(server.userData, 'mine.attention.json');
  await editor.blank(server.address);
  await editor.add('Dense');
  await page.keyboard.press('Control+s');
  await page.getByLabel('File', { exact: true }).fill(file);
  await page.keyboard.press('Enter');
  await expect(page.getByText('· saved')).toBeVisible();
  expect(existsSync(file)).toBe(true);
  expect(JSON.parse(readFileSync(file, 'utf8')).graph.nodes).toHaveProperty('dense');

  await editor.add('LSTM');
  await expect(page.getByText('· unsaved changes')).toBeVisible();
  await page.reload();
  await expect(editor.node('LSTM')).toBeVisible();
  await expect(page.getByText('· unsaved changes')).toBeVisible();
  await editor.undo();
  await expect(editor.node('LSTM')).toHaveCount(0);
  await expect(page.getByText('· saved')).toBeVisible();
  await editor.undo();
  await expect(page.getByText('An empty graph')).toBeVisible();
});

test('a second window may look, not change; wires go without a pointer', async ({ page, context }) => {
  const editor = new EditorPage(page);
  const file = path.join(server.userData, 'shared.attention.json');
  await editor.blank(server.address);
  await editor.add('Image');
  await editor.add('Conv2D');
  await editor.wire(editor.port('Image', 'out'), editor.port('Conv2D', 'in'));
  await page.keyboard.press('Control+s');
  await page.getByLabel('File', { exact: true }).fill(file);
  await page.keyboard.press('Enter');
  await expect(page.getByText('· saved')).toBeVisible();

  const second = new EditorPage(await context.newPage());
  await second.start(server.address);
  await second.page.keyboard.press('Control+o');
  await second.page.getByLabel('File', { exact: true }).fill(file);
  await second.page.keyboard.press('Enter');
  await expect(second.page.getByText(/^Read-only: .*another window/)).toBeVisible();
  await second.canvas.focus();
  await second.page.keyboard.press('Control+a');
  await second.page.keyboard.press('Delete');
  await expect(second.wires).toHaveCount(1);

  await page.getByRole('button', { name: 'Disconnect input from Image' }).click();
  await expect(editor.wires).toHaveCount(0);
  await page.keyboard.press('Control+f');
  await page.keyboard.type('image');
  await page.keyboard.press('Enter');
  await expect(page.locator('.node.selected .node-title')).toHaveText('Image');
});

test('a box selects, the selection moves as one step, a wire is clicked and deleted', async ({ page }) => {
  const editor = new EditorPage(page);
  await editor.template(server.address, 'Handwritten digits');
  const wires = await editor.wires.count();
  const [first, second] = [await editor.node('Image').boundingBox(), await editor.node('Rescaling').boundingBox()];
  if (!first || !second) throw new Error('the template lies elsewhere now');
  await page.keyboard.down('Shift');
  await page.mouse.move(first.x - 14, first.y - 24);
  await page.mouse.down();
  await page.mouse.move(second.x + 60, second.y + 40, { steps: 6 });
  await page.mouse.up();
  await page.keyboard.up('Shift');
  await expect(page.getByRole('heading', { name: '2 nodes' })).toBeVisible();
  await page.mouse.move(first.x + 60, first.y + 20);
  await page.mouse.down();
  await page.mouse.move(first.x + 60, first.y - 40, { steps: 6 });
  await page.mouse.up();
  await expect(page.getByRole('button', { name: 'Undo: Move 2 nodes' })).toBeVisible();
  await editor.undo();
  await expect.poll(async () => Math.round((await editor.node('Rescaling').boundingBox())?.y ?? 0)).toBe(Math.round(second.y));

  await editor.canvas.focus();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { name: 'Project' })).toBeVisible();
  await page.mouse.click((first.x + first.width + second.x) / 2, first.y + (first.height * 19) / 56);
  await page.keyboard.press('Delete');
  await expect(editor.wires).toHaveCount(wires - 1);
  await editor.undo();
  await expect(editor.wires).toHaveCount(wires);
});

test('what a killed application had not saved is offered and recovered', async ({ page }) => {
  const doomed = await startServer();
  const editor = new EditorPage(page);
  await editor.blank(doomed.address);
  await editor.add('Dense');
  await editor.add('Dropout');
  await expect(page.getByText('· unsaved changes')).toBeVisible();
  await page.waitForTimeout(500);
  await doomed.kill();
  await expect(page.getByText('The connection to Attention Studio is lost.')).toBeVisible();
  const again = await startServer({ userData: doomed.userData });
  await page.goto(again.address);
  await page.evaluate(() => sessionStorage.clear());
  await editor.start(again.address);
  await page.getByRole('button', { name: 'Recover' }).click();
  await expect(editor.node('Dropout')).toBeVisible();
  await editor.undo();
  await expect(editor.node('Dropout')).toHaveCount(0);
  await endServer(again);
});
