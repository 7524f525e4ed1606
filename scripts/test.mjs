// npm test: sets everything up, runs every test, and sums them up in the last line:
//   N passed, N failed, N skipped
// The set-up: packages, the build, TensorFlow's library, a browser, an Electron where one can be had.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { findElectron } from './find-electron.mjs';
import { ensureBuild, root, run, say, setUpPackages } from './set-up.mjs';
import { ensureTensorflow } from './tensorflow.mjs';

const began = Date.now();
const total = { passed: 0, failed: 0, skipped: 0 };
/** What failed or was left out, in words, said once more at the end. */
const notes = [];
const results = path.join(root, 'test-results');
const bin = (name) => path.join(root, 'node_modules/.bin', name);
const isRoot = process.getuid?.() === 0;
const heading = (what) => say(`\n── ${what} (${Math.round((Date.now() - began) / 1000)} s) ──`);

function fail(what) {
  total.failed++;
  notes.push(`failed: ${what}`);
}

/** The first of these programs on the path that answers. */
const onPath = (names) => names.find((name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0) ?? null;
const absolute = (name) => spawnSync('which', [name], { encoding: 'utf8' }).stdout.trim();

/** A browser for the tests: installed, else Playwright's own, else Debian's package. `{ file }` or `{ own: true }`; null without any. */
async function findBrowser() {
  const there = onPath(['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']);
  if (there) return { file: absolute(there) };
  const { chromium } = await import('playwright');
  if (existsSync(chromium.executablePath())) return { own: true };
  say('No Chromium or Chrome is installed: fetching Playwright’s (about 170 MB) …');
  if ((await run(bin('playwright'), ['install', ...(isRoot ? ['--with-deps'] : []), 'chromium'], { timeout: 240_000 })) === 0)
    return { own: true };
  if (isRoot && onPath(['apt-get'])) {
    say('Playwright’s could not be fetched: installing Debian’s package chromium with apt-get, as root …');
    await run('apt-get', ['update', '-qq'], { timeout: 120_000 });
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], { timeout: 300_000, env });
    if (onPath(['chromium'])) return { file: absolute('chromium') };
  }
  return null;
}

/** A folder for ELECTRON_OVERRIDE_DIST_PATH, or why there is none. */
async function findElectronFolder() {
  const found = await findElectron({ silence: 20_000 });
  if (found.file) return { folder: path.dirname(found.file) };
  const prepare = path.resolve(root, '../shared/electron/prepare');
  if (!existsSync(prepare)) return { why: found.why };
  say(`${found.why}: making one with ${path.relative(root, prepare)} …`);
  const made = spawnSync(prepare, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], timeout: 300_000 });
  const folder = made.stdout?.trim().split('\n').at(-1) ?? '';
  return made.status === 0 && existsSync(path.join(folder, 'electron')) ? { folder } : { why: `${found.why}; ${prepare} failed` };
}

/** Adds up Vitest's report (Jest's form). */
function addUnit(file) {
  const report = JSON.parse(readFileSync(file, 'utf8'));
  total.passed += report.numPassedTests;
  total.failed += report.numFailedTests;
  total.skipped += report.numPendingTests + report.numTodoTests;
  for (const suite of report.testResults) {
    // A file that cannot be loaded holds no tests, and is a failure all the same.
    if (suite.status === 'failed' && suite.assertionResults.length === 0) fail(path.relative(root, suite.name));
    for (const test of suite.assertionResults) if (test.status === 'failed') notes.push(`failed: ${test.fullName}`);
  }
}

/** Adds up Playwright's report. */
function addEndToEnd(file) {
  const report = JSON.parse(readFileSync(file, 'utf8'));
  total.passed += report.stats.expected + report.stats.flaky;
  total.failed += report.stats.unexpected;
  total.skipped += report.stats.skipped;
  const walk = (suite) => {
    for (const spec of suite.specs ?? []) {
      for (const test of spec.tests) {
        const reason = test.annotations.find((a) => a.type === 'skip')?.description;
        if (test.status === 'skipped') notes.push(`skipped: ${spec.title}${reason ? ` (${reason})` : ''}`);
        if (test.status === 'unexpected') notes.push(`failed: ${spec.title}`);
      }
    }
    for (const inner of suite.suites ?? []) walk(inner);
  };
  for (const suite of report.suites) walk(suite);
  // Nothing collected, or a file that does not load.
  for (const error of report.errors) fail(String(error.message).split('\n')[0]);
}

/** Runs a runner that writes a report, and adds it up; without a report that is one failure. */
async function runAndAdd(what, command, args, options, report, add) {
  heading(what);
  rmSync(report, { force: true });
  const before = total.failed;
  const status = await run(command, args, options);
  try {
    add(report);
    if (status !== 0 && total.failed === before) fail(`${what} ended with ${status}`);
  } catch (error) {
    fail(`${what} gave no report (${error instanceof Error ? error.message : error})`);
  }
}

heading('set-up');
await setUpPackages();
await ensureBuild();
if (!(await ensureTensorflow())) fail('TensorFlow’s library could not be installed; tests that need it are skipped');
const browser = await findBrowser();
const electron = await findElectronFolder();
mkdirSync(results, { recursive: true });

heading('check');
if ((await run(process.execPath, ['scripts/check.mjs', '--no-unit'])) === 0) total.passed++;
else fail('npm run check');

const unit = path.join(results, 'unit.json');
await runAndAdd('unit tests', bin('vitest'), ['run', '--reporter=dot', '--reporter=json', `--outputFile.json=${unit}`], {}, unit, addUnit);

const endToEnd = async (what, projects, env, prefix = []) => {
  const [name] = projects;
  const report = path.join(results, `${name}.json`);
  const asked = projects.map((project) => `--project=${project}`);
  const [command, ...args] = [...prefix, bin('playwright'), 'test', ...asked, `--output=${path.join(results, name)}`];
  const all = { ...process.env, ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: report };
  await runAndAdd(what, command, args, { env: all }, report, addEndToEnd);
};
if (browser) await endToEnd('in the browser', ['browser'], browser.file ? { ATTENTION_STUDIO_BROWSER: browser.file } : {});
else fail('the tests in the browser: there is no Chromium, and none could be installed');

if (electron.folder) {
  const display = process.platform !== 'linux' || process.env.DISPLAY ? [] : ['xvfb-run', '-a', '-s', '-screen 0 1600x1000x24'];
  if (display.length && !onPath(['xvfb-run']) && !existsSync('/usr/bin/xvfb-run')) electron.why = 'no display and no xvfb-run';
  else await endToEnd('in Electron', ['electron', 'packaged'], { ELECTRON_OVERRIDE_DIST_PATH: electron.folder }, display);
}
if (electron.why) {
  // Counted by name, so that the sum says how many.
  const listed = spawnSync(bin('playwright'), ['test', '--project=electron', '--project=packaged', '--list', '--reporter=line'], {
    cwd: root,
    encoding: 'utf8',
  });
  total.skipped += Number(/Total: (\d+) test/.exec(listed.stdout)?.[1] ?? 1);
  notes.push(`skipped: everything in Electron and packaged (${electron.why})`);
}

heading('done');
for (const note of notes) say(note);
process.stdout.write(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`);
process.exit(total.failed === 0 ? 0 : 1);
