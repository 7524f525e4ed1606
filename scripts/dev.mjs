// npm run dev [-- serve's arguments]: the window in a browser; rebuilds and restarts at every change.
import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import path from 'node:path';
import { build } from './build.mjs';
import { root, say, setUp } from './set-up.mjs';

await setUp();
const args = process.argv.slice(2);
let server = null;

function start(open) {
  const cli = path.join(root, 'dist/electron/cli.cjs');
  server = spawn(process.execPath, ['--enable-source-maps', cli, 'serve', ...(open ? [] : ['--no-open']), ...args], { stdio: 'inherit' });
}

/** Runs are paused with a checkpoint before the old server ends. */
const stop = () =>
  new Promise((resolve) => {
    if (!server || server.exitCode !== null) return resolve();
    server.once('close', resolve);
    server.kill('SIGTERM');
  });

async function renew() {
  try {
    const built = await build();
    if (!built.length) return;
    say(`Built ${built.join(' and ')}.`);
    if (built.includes('electron')) {
      await stop();
      start(false);
    } else say('Reload the window.');
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
  }
}

let timer = null;
let work = Promise.resolve();
for (const folder of ['electron', 'renderer', 'shared']) {
  watch(path.join(root, folder), { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      work = work.then(renew);
    }, 200);
  });
}
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => stop().then(() => process.exit(0)));
start(true);
