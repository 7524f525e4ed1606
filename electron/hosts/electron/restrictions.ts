import { app, type Session, session, shell, type WebContents } from 'electron';
import { isOwnPage, mayOpenOutside } from './addresses';

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
