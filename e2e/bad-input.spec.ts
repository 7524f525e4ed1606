import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { EditorPage } from './editor-page';
import { openTemplate, ownChooser, rail } from './journey';
import { APP, endServer, type Server, startServer } from './start-server';

// What people open that is not as it should be: said in the window, which goes on working.

let server: Server;
test.beforeEach(async () => {
  server = await startServer();
});
test.afterEach(() => endServer(server));

interface Drawing {
  version: number;
  graph: { nodes: Record<string, { kind: string; title: null; params: Record<string, unknown> }>; wires: unknown[] };
}

const TEMPLATE = readFileSync(path.join(APP, 'resources', 'templates', 'digits.attention.json'), 'utf8');

function write(name: string, content: string | ((project: Drawing) => void)): string {
  const file = path.join(server.userData, name);
  if (typeof content === 'string') writeFileSync(file, content);
  else {
    const project = JSON.parse(TEMPLATE) as Drawing;
    content(project);
    writeFileSync(file, JSON.stringify(project));
  }
  return file;
}

async function open(page: Page, file: string): Promise<void> {
  await page.keyboard.press('Control+o');
  await ownChooser.after(page, file);
}

const wire = (from: string, to: string) => ({ from: { node: from, port: 'output' }, to: { node: to, port: 'input' } });

test('files that are no projects are refused in words, and what is open stays', async ({ page }) => {
  const editor = new EditorPage(page);
  await editor.blank(server.address);
  await editor.add('Dense');
  await page.keyboard.press('Control+s');
  await ownChooser.after(page, path.join(server.userData, 'mine.attention.json'));
  await expect(page.getByText('· saved')).toBeVisible();
  const many = Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`n${i}`, {}]));
  for (const [name, content, words] of [
    ['words.attention.json', 'hello', 'not valid JSON'],
    ['cut.attention.json', TEMPLATE.slice(0, 900), 'not valid JSON'],
    ['other.attention.json', '{"a":1}', 'not a project'],
    ['proto.attention.json', TEMPLATE.replace('"graph"', '"__proto__": {"x": 1}, "graph"'), '__proto__'],
    ['many.attention.json', JSON.stringify({ ...JSON.parse(TEMPLATE), graph: { nodes: many, wires: [] } }), 'too many nodes'],
  ] as const) {
    await editor.canvas.focus();
    await page.keyboard.press('Control+o');
    await ownChooser.after(page, write(name, content));
    await expect(page.getByText(words).first(), name).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(editor.node('Dense')).toBeVisible();
  }
  expect(editor.complaints.filter((c) => !/favicon/.test(c))).toEqual([]);
});

test('unknown types, cycles and dangling wires open, are marked, and lose nothing when saved', async ({ page }) => {
  const editor = new EditorPage(page);
  await editor.start(server.address);
  const file = write('odd.attention.json', ({ graph }) => {
    graph.nodes.hologram = { kind: 'Hologram', title: null, params: { depth: 3 } };
    graph.wires.push(wire('hologram', 'add'), wire('ghost', 'flatten'), wire('conv2d_1', 'conv2d'));
  });
  await open(page, file);
  await expect(editor.node('Hologram')).toBeVisible();
  await expect(page.getByRole('button', { name: /\d+ problems/ })).toBeVisible();
  await page.getByRole('button', { name: /\d+ problems/ }).click();
  for (const words of [/Hologram/, /ghost/, /own output/]) await expect(page.getByText(words).first()).toBeVisible();
  await page.keyboard.press('Escape');
  await editor.canvas.focus();
  await editor.add('Dense');
  await page.keyboard.press('Control+s');
  await expect(page.getByText('· saved')).toBeVisible();
  const saved = JSON.parse(readFileSync(file, 'utf8')) as Drawing;
  expect(saved.graph.nodes.hologram).toEqual({ kind: 'Hologram', title: null, params: { depth: 3 } });
  expect(saved.graph.wires).toContainEqual(wire('ghost', 'flatten'));
  expect(editor.complaints).toEqual([]);
});

test('a project of a newer version opens read-only and says why', async ({ page }) => {
  const editor = new EditorPage(page);
  await editor.start(server.address);
  const file = write('newer.attention.json', (project) => {
    project.version = 99;
  });
  const before = readFileSync(file, 'utf8');
  await open(page, file);
  await expect(page.getByText(/^Read-only: .*newer Attention Studio/)).toBeVisible();
  await editor.canvas.focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await expect(editor.node('Rescaling')).toBeVisible();
  expect(readFileSync(file, 'utf8')).toBe(before);
});

test('a place that cannot be written is said, and saving elsewhere works', async ({ page }) => {
  test.skip(process.platform !== 'linux', 'only Linux has a folder in which nobody makes files');
  const editor = new EditorPage(page);
  await editor.blank(server.address);
  await editor.add('Dense');
  await page.keyboard.press('Control+s');
  await ownChooser.after(page, '/sys/mine.attention.json');
  await expect(page.getByText(/no permission|cannot be written/).first()).toBeVisible();
  await expect(page.getByText('· unsaved changes')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+s');
  const file = path.join(server.userData, 'mine.attention.json');
  await ownChooser.after(page, file);
  await expect(page.getByText('· saved')).toBeVisible();
  expect(JSON.parse(readFileSync(file, 'utf8')).graph.nodes).toHaveProperty('dense');
});

test('one class, and a graph too large for memory: Train says so, with the figure, and makes no run', async ({ page }) => {
  await page.goto(server.address);
  await openTemplate(page, /Handwritten digits/);
  const single = path.join(server.userData, 'single', 'only');
  mkdirSync(single, { recursive: true });
  for (const name of ['a.pgm', 'b.pgm', 'c.pgm']) writeFileSync(path.join(single, name), `P5 2 1 255\n${name.slice(0, 2)}`);
  await rail(page, 'Data').click();
  await page.getByRole('button', { name: 'Choose a folder' }).click();
  await page.getByLabel('Path', { exact: true }).fill(path.dirname(single));
  await page.getByRole('button', { name: 'Choose this folder' }).click();
  const panel = page.getByRole('region', { name: 'Data', exact: true });
  await expect(panel.getByText('3 samples')).toBeVisible();
  await expect(panel.getByText(/only one class, “only”/)).toBeVisible();
  const train = page.getByRole('banner').getByRole('button', { name: 'Train', exact: true });
  await train.click();
  await expect(page.getByText(/only one class, “only”: nothing to tell apart/).last()).toBeVisible();
  await expect(page.locator('[data-run-state=running]')).toHaveCount(0);

  const file = write('huge.attention.json', ({ graph }) => {
    for (const id of ['wide', 'wider']) graph.nodes[id] = { kind: 'Dense', title: null, params: { units: 60_000 } };
    graph.wires = (graph.wires as ReturnType<typeof wire>[]).filter((w) => w.to.node !== 'classification');
    graph.wires.push(wire('flatten', 'wide'), wire('wide', 'wider'), wire('wider', 'classification'));
  });
  await page.goto('about:blank');
  await page.goto(server.address);
  // The window opens what it had open, and writes that down: forgotten before, it would be remembered again.
  await expect(page.getByText('· unsaved changes')).toBeVisible();
  await page.evaluate(() => sessionStorage.clear());
  await page.reload();
  // Keys count once the window listens.
  await expect(page.getByRole('heading', { name: 'Attention Studio' })).toBeVisible();
  await open(page, file);
  await train.click();
  await expect(page.getByText(/\d GB of memory/).first()).toBeVisible({ timeout: 60_000 });
  expect(readdirSync(server.userData).filter((name) => name.endsWith('.runs'))).toEqual([]);
});
