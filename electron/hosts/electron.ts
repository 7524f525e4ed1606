import { type BrowserWindow, dialog, ipcMain, shell, utilityProcess, type WebContents, webContents } from 'electron';
import type { CallInput, Core } from '../../shared/contract';
import type { ToolResult } from '../runtime/run-tool';
import { isOwnPage } from './electron/addresses';
import { CALL, callMessage, EVENT, MOST_CHARACTERS } from './electron/channels';

const refusal = (message: string) => ({ ok: false, error: { message, expected: null, received: null, advice: null } });

/** The session of a window, as the core names it. */
const sessionOf = (contents: WebContents) => `electron-${contents.id}`;

/** Carries the contract between the core and the windows that were `attach`ed. */
export class ElectronHost {
  readonly #core: Core;
  readonly #attached = new Set<number>();

  constructor(core: Core) {
    this.#core = core;
    ipcMain.handle(CALL, (event, message: unknown) => {
      // Only the page itself: no frame in it, no other page, no window that is not ours.
      const frame = event.senderFrame;
      const ours = frame !== null && frame === event.sender.mainFrame && isOwnPage(frame.url) && this.#attached.has(event.sender.id);
      if (!ours) return refusal('Only the window of Attention Studio may ask.');
      const read = callMessage.safeParse(message);
      if (!read.success) return refusal('This is no call.');
      const { name, input } = read.data;
      if ((JSON.stringify(input)?.length ?? 0) > MOST_CHARACTERS) return refusal('This is more than a call may carry.');
      return core.call(sessionOf(event.sender), name, input);
    });
  }

  /** Lets a window speak with the core until it is closed. */
  attach(window: BrowserWindow): void {
    const contents = window.webContents;
    const { id } = contents;
    this.#attached.add(id);
    const stop = this.#core.listen(sessionOf(contents), (event, data) => {
      if (!contents.isDestroyed() && !contents.isCrashed()) contents.send(EVENT, event, data);
    });
    contents.once('destroyed', () => {
      this.#attached.delete(id);
      stop();
    });
  }
}

/** The window of a session; null when it is gone. */
function contentsOf(session: string): WebContents | null {
  return webContents.fromId(Number(session.replace('electron-', ''))) ?? null;
}

/** Asks with the system's dialog, over the window that asks. Null: cancelled. */
export async function chooseFile(
  windowOf: (contents: WebContents) => BrowserWindow | null,
  session: string,
  input: CallInput<'files.choose'>,
): Promise<string | null> {
  const contents = contentsOf(session);
  const window = contents && windowOf(contents);
  if (!window) return null;
  const { mode, title, suggested, extensions } = input;
  const filters = extensions.length > 0 ? [{ name: extensions.map((e) => `.${e}`).join(', '), extensions: [...extensions] }] : [];
  const common = { title, filters, ...(suggested === null ? {} : { defaultPath: suggested }) };
  if (mode === 'save') {
    const { filePath, canceled } = await dialog.showSaveDialog(window, { ...common, properties: ['showOverwriteConfirmation'] });
    return canceled || !filePath ? null : filePath;
  }
  const kind = mode === 'open-folder' ? ('openDirectory' as const) : ('openFile' as const);
  const { filePaths } = await dialog.showOpenDialog(window, { ...common, properties: [kind, 'createDirectory'] });
  return filePaths[0] ?? null;
}

/** Shows a file in the system's file manager: it is never opened, since a file can be a program. */
export async function revealFile(path: string): Promise<void> {
  shell.showItemInFolder(path);
}

/** Milliseconds that a script may take: loading 850 MB from a slow disk takes its time. */
const SCRIPT_PATIENCE = 120_000;

/** Runs a script of ours in a utility process: with the fuse RunAsNode off, Electron's program is no Node. */
export function runInUtilityProcess(script: string, args: readonly string[], onLine: (line: string) => void): Promise<ToolResult> {
  return new Promise((done) => {
    const child = utilityProcess.fork(script, [...args], { stdio: 'pipe', serviceName: 'Attention Studio check' });
    let rest = '';
    let problem = '';
    child.stdout?.on('data', (text: Buffer) => {
      const lines = (rest + String(text)).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) onLine(line);
    });
    child.stderr?.on('data', (text: Buffer) => {
      problem = (problem + String(text)).slice(-8000);
    });
    const patience = setTimeout(() => child.kill(), SCRIPT_PATIENCE);
    child.on('exit', (status) => {
      clearTimeout(patience);
      // The pipes may bring the last lines just after the end.
      setTimeout(() => done({ status, problem: problem.trim() }), 50);
    });
  });
}
