import path from 'node:path';
import { app, BrowserWindow, dialog, Menu, utilityProcess } from 'electron';
import { APP_VERSION } from './app-version';
import { createCore } from './core';
import { appFolder } from './files/app-folder';
import { userDataFolder } from './files/user-data';
import { chooseFile, ElectronHost, revealFile, runInUtilityProcess } from './hosts/electron';
import { ActiveRuns } from './hosts/electron/active-runs';
import { declarePageProtocol, servePage } from './hosts/electron/page-protocol';
import { restrictPages } from './hosts/electron/restrictions';
import { TensorflowLibrary } from './runtime/tensorflow-library';
import { createWindow, openPage } from './window';
import { utilityWorker } from './worker/worker-process';

const root = appFolder();
const userData = userDataFolder();
// Chromium's own files lie apart from ours. The lock of the single instance goes by this folder too.
app.setPath('userData', path.join(userData, 'electron'));
declarePageProtocol();
restrictPages();

/** After three crashes of the page in five minutes it stays down. */
const MOST_CRASHES = 3;
const CRASH_WINDOW = 5 * 60_000;

function start(): void {
  const log = (line: string) => console.error(line);
  const core = createCore({
    host: 'electron',
    version: APP_VERSION,
    electron: process.versions.electron ?? null,
    userData,
    resources: path.join(root, 'resources'),
    spawnWorker: utilityWorker(() =>
      utilityProcess.fork(path.join(root, 'dist/electron/worker.cjs'), [], { stdio: 'pipe', serviceName: 'Attention Studio training' }),
    ),
    library: new TensorflowLibrary({ app: root, runScript: runInUtilityProcess }),
    // For a desktop whose dialogs do not work, and for tests of the packaged application, which cannot drive them.
    choose:
      process.env.ATTENTION_STUDIO_OWN_DIALOGS === '1'
        ? null
        : (session, input) => chooseFile((contents) => BrowserWindow.fromWebContents(contents), session, input),
    reveal: revealFile,
    log,
  });
  const host = new ElectronHost(core);
  const runs = new ActiveRuns(core);
  let ending: 'no' | 'when runs end' | 'now' = 'no';

  const end = () => {
    if (ending === 'now') return;
    ending = 'now';
    core.close().then(
      () => app.exit(0),
      (error: unknown) => {
        log(String(error));
        app.exit(1);
      },
    );
  };

  /** What becomes of runs that train when the window is closed: the person says. */
  const askToClose = async (window: BrowserWindow) => {
    const many = runs.names.length > 1 ? `${runs.names.length} runs are training` : `“${runs.names[0]}” is training`;
    const { response } = await dialog.showMessageBox(window, {
      type: 'question',
      message: `${many}. Go on without the window?`,
      detail: 'Paused runs keep a checkpoint and can be resumed. In the background they go on to their end, then Attention Studio quits.',
      buttons: ['Go on in the background', 'Pause and quit', 'Cancel'],
      defaultId: 0,
      cancelId: 2,
    });
    if (response === 2) return;
    if (response === 0 && runs.names.length > 0) {
      ending = 'when runs end';
      window.hide();
    } else end();
  };
  runs.onAllEnded(() => {
    if (ending === 'when runs end') end();
  });

  const crashes: number[] = [];
  const open = () => {
    const window = createWindow(root);
    host.attach(window);
    window.on('close', (event) => {
      if (ending === 'now' || runs.names.length === 0) return;
      event.preventDefault();
      void askToClose(window);
    });
    // Every edit is in the journal: nothing is lost by closing.
    window.webContents.on('will-prevent-unload', (event) => event.preventDefault());
    window.webContents.on('render-process-gone', (_event, details) => {
      log(`The page ended: ${details.reason}`);
      crashes.push(Date.now());
      const recent = crashes.filter((at) => at > Date.now() - CRASH_WINDOW);
      if (recent.length < MOST_CRASHES) window.reload();
      else
        dialog.showErrorBox(
          'The window of Attention Studio crashed three times',
          'Runs go on. Close the window and start it again; your edits are in the journal.',
        );
    });
    openPage(window).catch((error: unknown) => log(String(error)));
  };

  /** The window that there is comes to the front; after it was closed in favour of a run, it comes back. */
  const raise = () => {
    const [window] = BrowserWindow.getAllWindows();
    if (!window) return open();
    if (ending === 'when runs end') ending = 'no';
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  };

  servePage(path.join(root, 'dist/renderer'));
  if (process.platform !== 'darwin') Menu.setApplicationMenu(null);
  app.on('second-instance', raise);
  app.on('activate', raise);
  app.on('window-all-closed', end);
  app.on('before-quit', (event) => {
    if (ending === 'now') return;
    event.preventDefault();
    // With a window its closing asks; without one there is nobody to ask.
    const [window] = BrowserWindow.getAllWindows();
    if (window) window.close();
    else end();
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
  open();
}

if (app.requestSingleInstanceLock()) {
  app.whenReady().then(start, (error: unknown) => {
    console.error(error);
    app.exit(1);
  });
} else app.exit(0);
