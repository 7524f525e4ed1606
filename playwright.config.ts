import { defineConfig } from '@playwright/test';

const isRoot = process.getuid?.() === 0;
/** Set by scripts/test.mjs: the browser that is installed. Without it, Playwright's own. */
const browser = process.env.ATTENTION_STUDIO_BROWSER;
const ELECTRON = ['electron.spec.ts', 'packaged.spec.ts'];

export default defineConfig({
  testDir: 'e2e',
  // Every test starts a trainer or two.
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  reporter: [['list'], ['json', { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ?? 'test-results/e2e.json' }]],
  use: {
    viewport: { width: 1440, height: 900 },
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: {
      ...(browser ? { executablePath: browser } : {}),
      // Chromium's sandbox refuses to run as root, as in containers.
      args: isRoot ? ['--no-sandbox'] : [],
    },
  },
  projects: [
    { name: 'browser', testIgnore: ELECTRON },
    { name: 'electron', testMatch: 'electron.spec.ts' },
    // A process of its own: one that has driven Electron before loses the application that it connects to.
    { name: 'packaged', testMatch: 'packaged.spec.ts' },
  ],
});
