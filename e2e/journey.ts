import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import { bindingPath } from '../electron/runtime/binding-path';

/** How the person answers a question for a file: the window's own chooser, or the system's dialog in Electron. */
export interface Chooser {
  /** Before the click that asks. */
  before(path: string): Promise<void>;
  /** After it. */
  after(page: Page, path: string): Promise<void>;
}

/** The window's own chooser: a path is typed. */
export const ownChooser: Chooser = {
  before: async () => {},
  after: async (page, file) => {
    await page.getByLabel('File', { exact: true }).fill(file);
    await page
      .getByRole('dialog')
      .last()
      .getByRole('button', { name: /^(Save|Open)$/ })
      .click();
  },
};

const TRAINING = 180_000;

export const dockTab = (page: Page, name: string) => page.getByRole('tab', { name, exact: true });
export const rail = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Panels' }).getByRole('button', { name, exact: true });

/** From the start screen: the first of the three clicks. */
export async function openTemplate(page: Page, title: string | RegExp): Promise<void> {
  await page.getByRole('button', { name: title }).first().click({ timeout: 30_000 });
  await expect(page.getByRole('navigation', { name: 'Panels' })).toBeVisible();
}

/** Sets a number in the form of the training settings. */
export async function setTraining(page: Page, name: string, value: number): Promise<void> {
  const field = page.getByLabel(name, { exact: true });
  await field.fill(String(value));
  await field.press('Enter');
  await expect(field).toHaveValue(String(value));
}

/** Clicks Train and waits until the run has begun. */
export async function startTraining(page: Page): Promise<void> {
  // Looked for from before the click and at every frame. A small table trains within one update of the window, which may
  // never see it running: getting ready takes longer.
  const states = ['queued', 'preparing', 'running'].map((state) => `[data-run-state=${state}]`).join();
  const begun = page.waitForSelector(states, { timeout: 60_000 });
  await page.getByRole('banner').getByRole('button', { name: 'Train', exact: true }).click();
  await begun;
}

/** Waits until the loss curve has more points than before: it moves while the model learns. */
export async function expectMovingChart(page: Page): Promise<void> {
  const points = async () => Number((await page.locator('[data-metric=loss]').getAttribute('data-points')) ?? 0);
  await expect.poll(points, { timeout: 60_000 }).toBeGreaterThan(0);
  const first = await points();
  await expect.poll(points, { timeout: 60_000 }).toBeGreaterThan(first);
}

/** What the model looks at is there while it still learns: the heads of its node, and a held-out sample beside the curves. */
export async function expectLiveAttention(page: Page): Promise<void> {
  await expect(page.locator('.node .head-map').first()).toBeVisible({ timeout: 60_000 });
  await expect(page.locator('.look-card')).toContainText('read as');
  expect(await page.locator('[data-run-state=running]').isVisible(), 'it still trains').toBe(true);
}

/** How attention grew: from the last captured step back to the first. */
export async function expectReplay(page: Page): Promise<void> {
  await dockTab(page, 'Attention').click();
  await page.getByLabel('Which weights look').selectOption({ label: 'while it trained' });
  const slider = page.getByRole('slider', { name: 'Training step' });
  const told = page.getByTestId('replay-step');
  const last = await told.textContent();
  await slider.focus();
  await page.keyboard.press('Home');
  await expect(told).toHaveText('after step 1');
  expect(last).not.toBe('after step 1');
  await expect(page.locator('.node-map').first()).toBeVisible();
  await page.getByLabel('Which weights look').selectOption({ label: 'the trained model' });
}

/** Waits until training ended and what follows it by itself has opened: the attention of a held-out sample. */
export async function expectTrained(page: Page): Promise<void> {
  await expect(page.getByRole('banner').getByRole('button', { name: 'Export', exact: true })).toBeVisible({ timeout: TRAINING });
  await expect(dockTab(page, 'Attention')).toHaveAttribute('aria-selected', 'true');
  await expect(page.locator('.node-map').first()).toBeVisible({ timeout: 60_000 });
}

/** Evaluation: metrics, the confusion matrix walked with the keyboard, and the samples behind a cell. */
export async function expectEvaluation(page: Page, least: number): Promise<void> {
  await dockTab(page, 'Evaluation').click();
  const figure = page.getByTestId('evaluation-figure');
  await expect(figure).toBeVisible({ timeout: 60_000 });
  expect(Number.parseFloat((await figure.textContent()) ?? '')).toBeGreaterThan(least);
  const first = page.locator('[data-cell="0-0"]');
  await first.focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('[data-cell="0-1"]')).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Enter');
  const sheet = page.getByTestId('cell-sheet');
  await expect(sheet.locator('.tile').first()).toBeVisible({ timeout: 60_000 });
  await page.keyboard.press('Escape');
  await expect(sheet).toHaveCount(0);
}

/** The Attention tab shows every attention node, and every head of it. */
export async function expectAttention(page: Page, nodes: Readonly<Record<string, number>>): Promise<void> {
  await dockTab(page, 'Attention').click();
  await expect(page.getByTestId('caption')).not.toBeEmpty();
  for (const [node, heads] of Object.entries(nodes)) {
    const map = page.locator(`.node-map[data-node="${node}"]`);
    await expect(map).toBeVisible();
    await expect(map.getByText('before dropout')).toBeVisible();
    // One of them is the mean.
    await expect(map.locator('.head')).toHaveCount(heads > 1 ? heads + 1 : 0);
  }
}

/** How many different colours a canvas shows: a map that was really painted has many. */
export async function coloursOf(page: Page, selector: string): Promise<number> {
  return page
    .locator(selector)
    .first()
    .evaluate((element) => {
      if (!(element instanceof HTMLCanvasElement)) return 0;
      const data = element.getContext('2d')?.getImageData(0, 0, element.width, element.height).data ?? [];
      const seen = new Set<number>();
      for (let i = 0; i < data.length; i += 4) seen.add(((data[i] ?? 0) << 16) | ((data[i + 1] ?? 0) << 8) | (data[i + 2] ?? 0));
      return seen.size;
    });
}

/** Draws an upright stroke: a one. */
export async function drawOne(page: Page): Promise<void> {
  await dockTab(page, 'Try it').click();
  const box = await page.getByTestId('pad').boundingBox();
  if (!box) throw new Error('the field to draw on is not there');
  await page.mouse.move(box.x + box.width * 0.54, box.y + box.height * 0.18);
  await page.mouse.down();
  for (let i = 0; i <= 12; i++) await page.mouse.move(box.x + box.width * (0.54 - i * 0.006), box.y + box.height * (0.18 + i * 0.053));
  await page.mouse.up();
}

/** What the model says of what was tried: the best label with its probability. */
export async function triedAnswer(page: Page): Promise<string> {
  const tried = page.getByTestId('tried').getByTestId('predictions');
  await expect(tried).toBeVisible({ timeout: 60_000 });
  return (await tried.textContent()) ?? '';
}

/** Exports the shown run; the difference that the report tells, or null where it says that it could not compare (Python without Keras). */
export async function exportRun(page: Page, title: string, target: string, chooser: Chooser = ownChooser): Promise<number | null> {
  await page.getByRole('banner').getByRole('button', { name: 'Export', exact: true }).click();
  const dialog = page.getByRole('dialog').first();
  // By how it begins: what is said of one format may name another.
  await dialog.getByRole('radio', { name: new RegExp(`^${title.replaceAll('.', '\\.')}`) }).check();
  await chooser.before(target);
  await dialog.getByRole('button', { name: 'Export', exact: true }).click();
  await chooser.after(page, target);
  const difference = page.getByTestId('max-difference');
  const unchecked = dialog.getByText('Exported, not checked.');
  await expect(difference.or(unchecked)).toBeVisible({ timeout: TRAINING });
  const said = (await unchecked.isVisible()) ? null : Number(await difference.textContent());
  await page.getByRole('dialog').first().getByRole('button', { name: 'Close', exact: true }).last().click();
  return said;
}

/**
 * The whole way of the digits, in any host: template, training watched live, evaluation, attention, a drawn digit, exports.
 *
 * @param out a folder that exists, for the exports
 */
export async function digitsJourney(
  page: Page,
  options: { readonly out: string; readonly epochs?: number; readonly least?: number; readonly chooser?: Chooser },
): Promise<void> {
  const chooser = options.chooser ?? ownChooser;
  await openTemplate(page, /Handwritten digits/);
  await setTraining(page, 'epochs', options.epochs ?? 1);
  await startTraining(page);
  await expectLiveAttention(page);
  await expectMovingChart(page);
  await expectTrained(page);
  const attention = await page.locator('.node-map').first().getAttribute('data-node');
  await expectAttention(page, { [attention ?? '']: 4 });
  expect(await coloursOf(page, '.map-picture canvas')).toBeGreaterThan(40);
  await expectReplay(page);
  await expectEvaluation(page, options.least ?? 80);
  await drawOne(page);
  const answer = await triedAnswer(page);
  expect(answer).toMatch(/^\d\d+\.\d/);
  await expect(page.locator('.try .node-map')).toBeVisible();
  for (const [title, name] of [
    ['TensorFlow.js', 'tfjs'],
    ['Web page', 'html'],
    ['Python', 'python'],
    // Written by TensorFlow's library, which not every machine can have.
    ...(bindingPath() ? [['TensorFlow SavedModel', 'savedmodel'] as const] : []),
  ] as const) {
    const difference = await exportRun(page, title, path.join(options.out, name), chooser);
    if (difference === null) expect(title, 'only Python may be missing').toBe('Python');
    else expect(difference, title).toBeLessThan(1e-4);
  }
}
