import { mkdirSync, mkdtempSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { openTemplate, ownChooser, rail, setTraining, startTraining } from './journey';
import { endServer, type Server, startServer } from './start-server';

let server: Server;
let folder: string;
test.beforeEach(async ({ page }) => {
  server = await startServer();
  folder = mkdtempSync(path.join(tmpdir(), 'attention-studio-data-'));
  await page.goto(server.address);
});
test.afterEach(() => endServer(server));

const undo = (page: Page) => page.getByRole('button', { name: /^Undo/ });

async function chooseFile(page: Page, file: string): Promise<void> {
  await page.getByRole('button', { name: 'Choose a file' }).click();
  await ownChooser.after(page, file);
}

function sentences(name: string, delimiter: string): string {
  const rows = Array.from(
    { length: 60 },
    (_, i) => `${i % 2 ? 'a good thing' : 'a bad thing'} number ${i}${delimiter}${i % 2 ? 'yes' : 'no'}`,
  );
  const file = path.join(folder, name);
  writeFileSync(file, [`sentence${delimiter}mood`, ...rows].join('\n'));
  return file;
}

test('a file is detected, corrected, split and undone', async ({ page }) => {
  await page.getByRole('button', { name: 'Blank graph' }).click();
  await rail(page, 'Data').click();
  await chooseFile(page, sentences('moods.csv', ';'));
  const panel = page.getByRole('region', { name: 'Data', exact: true });
  await expect(panel.getByText('60 samples')).toBeVisible();
  await expect(panel.getByLabel('Delimiter')).toHaveValue(';');
  await expect(panel.getByRole('switch', { name: 'Header line' })).toBeChecked();
  await expect(panel.getByLabel('Class balance')).toContainText('yes');
  await expect(panel.locator('.tile').first()).toBeVisible();

  // The graph has no input yet: the fitting one is offered.
  await panel.getByRole('button', { name: /^Add / }).click();
  await expect(page.locator('.react-flow__node')).toHaveCount(1);
  await undo(page).click();
  await expect(page.locator('.react-flow__node')).toHaveCount(0);

  const slider = panel.getByLabel('Held out until the end');
  await expect(slider).toHaveValue('10');
  await slider.focus();
  await page.keyboard.press('ArrowRight');
  await expect(slider).toHaveValue('11');
  await expect(undo(page)).toHaveAccessibleName(/Change the split/);
  await undo(page).click();
  await expect(slider).toHaveValue('10');
  await undo(page).click();
  await expect(panel.getByText('Choose what to learn from')).toBeVisible();
});

test('a file that cannot be read changes nothing and says why', async ({ page }) => {
  await openTemplate(page, /Sentiment/);
  await rail(page, 'Data').click();
  const panel = page.getByRole('region', { name: 'Data', exact: true });
  await expect(panel.getByText('1,000 samples')).toBeVisible();
  const empty = path.join(folder, 'empty.csv');
  writeFileSync(empty, '');
  await chooseFile(page, empty);
  await expect(panel.getByRole('alert')).toBeVisible();
  await expect(panel.getByText('sentiment.tsv')).toBeVisible();
  await expect(undo(page)).toBeDisabled();
});

test('data that moved is asked for when training needs it', async ({ page }) => {
  await openTemplate(page, /Sentiment/);
  await rail(page, 'Data').click();
  mkdirSync(path.join(folder, 'here'));
  const file = sentences(path.join('here', 'moods.tsv'), '\t');
  await chooseFile(page, file);
  const panel = page.getByRole('region', { name: 'Data', exact: true });
  await expect(panel.getByText('60 samples')).toBeVisible();
  renameSync(path.join(folder, 'here'), path.join(folder, 'there'));
  await rail(page, 'Nodes').click();
  await page.getByRole('banner').getByRole('button', { name: 'Train', exact: true }).click();
  await page.getByRole('button', { name: /^Locate/ }).click({ timeout: 30_000 });
  await ownChooser.after(page, path.join(folder, 'there', 'moods.tsv'));
  await rail(page, 'Data').click();
  await expect(panel.locator('.data-path')).toContainText('there');
  await expect(panel.getByRole('alert')).toHaveCount(0);
  await setTraining(page, 'epochs', 5);
  await startTraining(page);
});

test('a dropped file is sent to the core and read', async ({ page }) => {
  await page.getByRole('button', { name: 'Blank graph' }).click();
  await rail(page, 'Data').click();
  await expect(page.getByText('Choose what to learn from')).toBeVisible();
  const rows = Array.from({ length: 40 }, (_, i) => `${i},${i * 2},${i % 2 ? 'odd' : 'even'}`);
  const transfer = await page.evaluateHandle(
    (text) => {
      const data = new DataTransfer();
      data.items.add(new File([text], 'numbers.csv', { type: 'text/csv' }));
      return data;
    },
    `a,b,kind\n${rows.join('\n')}`,
  );
  await page.dispatchEvent('.data-panel', 'drop', { dataTransfer: transfer });
  const panel = page.getByRole('region', { name: 'Data', exact: true });
  await expect(panel.getByText('40 samples')).toBeVisible({ timeout: 30_000 });
});
