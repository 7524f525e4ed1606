import { spawn } from 'node:child_process';
import path from 'node:path';
import { APP_VERSION } from '../app-version';
import { createCore } from '../core';
import { appFolder } from '../files/app-folder';
import { userDataFolder } from '../files/user-data';
import { type BrowserHost, startBrowserHost } from '../hosts/browser';
import { openWindow } from '../hosts/browser/open-window';
import { TensorflowLibrary } from '../runtime/tensorflow-library';
import { forkWorker } from '../worker/worker-process';

export interface ServeOptions {
  readonly port: number | null;
  readonly open: boolean;
  readonly publicOrigin: string | null;
}

/** Shows a file in the system's file manager; without a display there is nobody to show it to. */
async function reveal(file: string): Promise<void> {
  const [command, args] =
    process.platform === 'darwin'
      ? ['open', ['-R', file]]
      : process.platform === 'win32'
        ? ['explorer.exe', [`/select,${file}`]]
        : ['xdg-open', [path.dirname(file)]];
  const opened = spawn(command, args, { stdio: 'ignore', detached: true });
  opened.on('error', () => {});
  opened.unref();
}

/** Runs the browser host until the process is told to end. */
export async function serve(options: ServeOptions): Promise<BrowserHost> {
  const userData = userDataFolder();
  const log = (line: string) => console.error(line);
  const root = appFolder();
  const core = createCore({
    host: 'browser',
    version: APP_VERSION,
    electron: null,
    userData,
    resources: path.join(root, 'resources'),
    spawnWorker: forkWorker(path.join(root, 'dist', 'electron', 'worker.cjs')),
    library: new TensorflowLibrary({ app: root }),
    choose: null,
    reveal,
    log,
  });
  const host = await startBrowserHost({
    core,
    renderer: path.join(root, 'dist', 'renderer'),
    uploads: path.join(userData, 'uploads'),
    port: options.port,
    publicOrigin: options.publicOrigin,
    log,
  });
  console.log('Attention Studio runs at');
  console.log(host.address);
  if (options.publicOrigin !== null) console.log(`${options.publicOrigin}/?${new URL(host.address).searchParams}`);
  if (options.open && openWindow(host.address)) console.log('It opens in a window of its own.');
  else console.log('Open that address in a browser. Ctrl-C ends it.');
  let ending = false;
  const end = () => {
    if (ending) return;
    ending = true;
    host
      .close()
      .then(() => core.close())
      .then(
        () => process.exit(0),
        (error: unknown) => {
          log(String(error));
          process.exit(1);
        },
      );
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
  return host;
}
