import { app, type Session, session, shell, type WebContents } from 'electron';
import { PAGE_ORIGIN } from './page-protocol';

/** What a click may open in the system's browser. */
const OUTSIDE = ['https://keras.io/', 'https://www.tensorflow.org/', 'https://arxiv.org/abs/', 'https://www.apache.org/licenses/'];

/** Whether an address is one that the window may send the person to. */
export function mayOpenOutside(address: string): boolean {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return false;
  }
  return url.protocol === 'https:' && !url.username && !url.port && OUTSIDE.some((prefix) => url.href.startsWith(prefix));
}

/** Whether an address is the application’s own page. */
export function isOwnPage(address: string): boolean {
  return address === PAGE_ORIGIN || address.startsWith(`${PAGE_ORIGIN}/`);
}

/** The one permission: “Copy” in the log writes text after a click. Reading the clipboard is another one. */
function mayHave(permission: string, origin: string): boolean {
  return permission === 'clipboard-sanitized-write' && isOwnPage(origin);
}

function restrictSession(restricted: Session): void {
  restricted.setPermissionRequestHandler((contents, permission, answer) => answer(mayHave(permission, contents.getURL())));
  restricted.setPermissionCheckHandler((_contents, permission, origin) => mayHave(permission, origin));
  restricted.setDevicePermissionHandler(() => false);
  // The page's policy says so too; this holds for whatever else Chromium would load.
  restricted.webRequest.onBeforeRequest((details, answer) => {
    answer({ cancel: !/^(studio:\/\/app\/|blob:|data:|devtools:)/.test(details.url) });
  });
  restricted.on('will-download', (event, item) => {
    // “Download” of something that the page made itself; the person chooses where it goes.
    if (!item.getURL().startsWith('blob:') && !item.getURL().startsWith('data:')) event.preventDefault();
  });
}

function restrictContents(contents: WebContents): void {
  contents.on('will-navigate', (event, address) => {
    if (!isOwnPage(address)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    if (mayOpenOutside(url)) void shell.openExternal(url);
    return { action: 'deny' };
  });
}

/** What no page may do, whichever it is. Before `ready`, so that nothing is made without it. */
export function restrictPages(): void {
  // Chromium's sandbox refuses to run as root. Tests in containers do, and say so with this switch.
  const asRoot = process.getuid?.() === 0 && app.commandLine.hasSwitch('no-sandbox');
  if (!asRoot) app.enableSandbox();
  // Chromium's own talk with its makers.
  for (const flag of ['disable-background-networking', 'disable-component-update', 'disable-domain-reliability', 'no-pings']) {
    app.commandLine.appendSwitch(flag);
  }
  app.on('web-contents-created', (_event, contents) => restrictContents(contents));
  app.on('session-created', restrictSession);
  app.whenReady().then(
    () => restrictSession(session.defaultSession),
    () => {},
  );
}
