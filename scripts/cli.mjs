// npm run -s cli -- COMMAND …: the command line, built when it is not fresh.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { root, setUp } from './set-up.mjs';

await setUp();
const cli = path.join(root, 'dist/electron/cli.cjs');
// npm changes the folder to the clone's: paths are the caller's.
const cwd = process.env.INIT_CWD ?? process.cwd();
const child = spawn(process.execPath, ['--enable-source-maps', cli, ...process.argv.slice(2)], { cwd, stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('close', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)));
