import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { _electron, type ElectronApplication, expect, type Page, test } from '@playwright/test';
import { electronProgram, environment, newFolder, SANDBOX, whyNoElectron } from './electron-app';
import { expectLockedPage } from './expect-locked-page';
import { type Chooser, digitsJourney, expectMovingChart, openTemplate, startTraining } from './journey';
import { APP } from './start-server';

const why = whyNoElectron();
test.skip(why !== null, why ?? '');
test.describe.configure({ timeout: 300_000 });

let application: ElectronApplication;
let page: Page;
let userData: string;

test.beforeEach(async () => {
  userData = newFolder('electron');
  application = await _electron.launch({
    executablePath: electronProgram() ?? '',
    args: [...SANDBOX, APP],
    cwd: APP,
    env: environment(userData),
    timeout: 60_000,
  });
  page = await application.firstWindow();
  page.on('pageerror', (error) => {
    throw error;
  });
});

test.afterEach(async () => {
  // A window with a run asks before it closes: nobody is there to answer.
  await application.evaluate(({ app }) => app.exit(0)).catch(() => {});
  await application.close().catch(() => {});
  rmSync(userData, { recursive: true, force: true, maxRetries: 5 });
});

/** Answers the system's dialogs, which cannot be clicked from here. */
const systemDialogs: Chooser = {
  before: (file) =>
    application.evaluate(({ dialog }, chosen) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath: chosen });
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] });
    }, file),
  after: async () => {},
};

test('digits in Electron: from the template to the exports', async () => {
  const out = newFolder('exports');
  await digitsJourney(page, { out, chooser: systemDialogs });
  expect(existsSync(path.join(out, 'tfjs', 'model.json'))).toBe(true);
  rmSync(out, { recursive: true, force: true });
});

test('the window is locked up, seen from inside and outside', async () => {
  await expectLockedPage(page);
  const preferences = await application.evaluate(({ BrowserWindow }): unknown => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    // Not in Electron's public types.
    const preferences: unknown = contents && Reflect.get(contents, 'getLastWebPreferences');
    return typeof preferences === 'function' ? preferences.call(contents) : null;
  });
  expect(preferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    webviewTag: false,
    experimentalFeatures: false,
  });
  expect(preferences).not.toMatchObject({ nodeIntegrationInWorker: true });
  expect(application.windows()).toHaveLength(1);
});

test('a second start raises the first one', async () => {
  await application.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
  const second = spawnSync(electronProgram() ?? '', [...SANDBOX, APP], { env: environment(userData), timeout: 30_000 });
  expect(second.status).toBe(0);
  await expect.poll(() => application.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())).toBe(true);
});

test('closing the window asks whether runs go on, and they do', async () => {
  await openTemplate(page, /Handwritten digits/);
  await startTraining(page);
  await expectMovingChart(page);
  const asked = await application.evaluate(async ({ BrowserWindow, dialog }) => {
    const question = new Promise<string>((resolve) => {
      dialog.showMessageBox = async (...args: unknown[]) => {
        resolve(JSON.stringify(args.at(-1)));
        return { response: 0, checkboxChecked: false };
      };
    });
    BrowserWindow.getAllWindows()[0]?.close();
    return question;
  });
  expect(asked).toContain('is training');
  await expect.poll(() => application.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())).toBe(false);
  await expectMovingChart(page);
});
