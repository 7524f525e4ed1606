import path from 'node:path';
import { BrowserWindow, nativeTheme, screen } from 'electron';
import { PAGE_ORIGIN } from './hosts/electron/addresses';

/** Makes the window, hardened, not yet shown. `show` it when it is `ready-to-show`. */
export function createWindow(app: string): BrowserWindow {
  const { width, height } = screen.getPrimaryDisplay().workAreaSize;
  return new BrowserWindow({
    width: Math.min(1440, width),
    height: Math.min(920, height),
    minWidth: 800,
    minHeight: 560,
    show: false,
    title: 'Attention Studio',
    icon: path.join(app, 'resources/icons/icon-256.png'),
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#101216' : '#f7f7f5',
    autoHideMenuBar: true,
    webPreferences: {
      preload: path.join(app, 'dist/electron/preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      experimentalFeatures: false,
      navigateOnDragDrop: false,
      // Chromium fetches dictionaries.
      spellcheck: false,
    },
  });
}

/** Loads the page and shows the window once it has been drawn. */
export async function openPage(window: BrowserWindow): Promise<void> {
  window.once('ready-to-show', () => window.show());
  await window.loadURL(`${PAGE_ORIGIN}/`);
}
