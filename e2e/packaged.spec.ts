import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { FuseState } from '@electron/fuses/dist/constants';
import { chromium, expect, type Page, test } from '@playwright/test';
import { environment, newFolder, SANDBOX, whyNoElectron } from './electron-app';
import { expectLockedPage } from './expect-locked-page';
import { digitsJourney } from './journey';
import { APP } from './start-server';

const why = whyNoElectron() ?? (process.platform === 'linux' ? null : 'the packaged application is tested on Linux');
test.skip(why !== null, why ?? '');
test.describe.configure({ timeout: 300_000, mode: 'serial' });

const PROGRAM = path.join(APP, 'release/linux-unpacked/attention-studio');
let child: ChildProcess;
let page: Page;
let userData: string;

test.beforeAll(() => {
  execFileSync(process.execPath, [path.join(APP, 'scripts/package.mjs'), '--linux', 'dir'], { cwd: APP, stdio: 'inherit' });
});

// Playwright starts Electron with --inspect, which a fuse forbids: this one is driven through Chromium's own port.
test.beforeEach(async () => {
  userData = newFolder('packaged');
  const env = environment(userData, { ATTENTION_STUDIO_OWN_DIALOGS: '1' });
  child = spawn(PROGRAM, ['--remote-debugging-port=0', ...SANDBOX], { cwd: userData, env, stdio: ['ignore', 'ignore', 'pipe'] });
  const endpoint = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const found = /DevTools listening on (ws:\/\/\S+)/.exec(said);
      if (found?.[1]) resolve(found[1]);
    });
    child.once('exit', (status) => reject(new Error(`it ended with ${status}:\n${said}`)));
    setTimeout(() => reject(new Error(`no window within 60 s:\n${said}`)), 60_000).unref();
  });
  const browser = await chromium.connectOverCDP(endpoint, { noDefaults: true });
  const [context] = browser.contexts();
  if (!context) throw new Error('the application has no browser context');
  page = context.pages()[0] ?? (await context.waitForEvent('page'));
  await page.waitForURL('studio://app/');
});

test.afterEach(async () => {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await gone;
  rmSync(userData, { recursive: true, force: true, maxRetries: 5 });
});

test('digits in the packaged application: from the template to the exports', async () => {
  const out = newFolder('exports');
  await digitsJourney(page, { out });
  expect(existsSync(path.join(out, 'tfjs', 'model.json'))).toBe(true);
  rmSync(out, { recursive: true, force: true });
});

test('the packaged window is locked up, and so is its program', async () => {
  await expectLockedPage(page);
  const fuses = await getCurrentFuseWire(PROGRAM);
  expect(fuses[FuseV1Options.RunAsNode]).toBe(FuseState.DISABLE);
  expect(fuses[FuseV1Options.EnableNodeOptionsEnvironmentVariable]).toBe(FuseState.DISABLE);
  expect(fuses[FuseV1Options.EnableNodeCliInspectArguments]).toBe(FuseState.DISABLE);
  expect(fuses[FuseV1Options.OnlyLoadAppFromAsar]).toBe(FuseState.ENABLE);
  expect(fuses[FuseV1Options.EnableEmbeddedAsarIntegrityValidation]).toBe(FuseState.ENABLE);
  // With the fuse off the program is no Node: it takes the text for the arguments of a second start and ends.
  const asNode = spawnSync(PROGRAM, [...SANDBOX, '-e', 'console.log("ran")'], {
    env: { ...environment(userData), ELECTRON_RUN_AS_NODE: '1' },
    timeout: 30_000,
    encoding: 'utf8',
  });
  expect(asNode.stdout).not.toContain('ran');
});
