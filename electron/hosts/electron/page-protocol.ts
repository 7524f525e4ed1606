import { randomBytes } from 'node:crypto';
import { protocol } from 'electron';
import { contentSecurityPolicy } from '../browser/policy';
import { readWindowFile } from '../window-files';
import { SCHEME } from './addresses';

/** Makes the scheme one that has an origin, so that `'self'` of the policy means this application. Before `ready`. */
export function declarePageProtocol(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } }]);
}

/** Serves the built window at `studio://app/`. After `ready`. */
export function servePage(renderer: string): void {
  const nonce = randomBytes(16).toString('base64');
  const answer = async (address: string) => {
    const url = new URL(address);
    const found = url.host === 'app' ? await readWindowFile(renderer, url.pathname, nonce) : null;
    const headers = {
      'Content-Type': found?.type ?? 'text/plain; charset=utf-8',
      'Content-Security-Policy': contentSecurityPolicy(nonce),
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Resource-Policy': 'same-origin',
    };
    return { status: found ? 200 : 404, headers, body: found?.body ?? Buffer.from('There is no such page.\n') };
  };
  // Electron 25 brought `handle`; the oldest that is tested is 22.
  if (typeof protocol.handle === 'function') {
    protocol.handle(SCHEME, async (request) => {
      const { body, status, headers } = await answer(request.url);
      return new Response(new Uint8Array(body), { status, headers });
    });
    return;
  }
  protocol.registerBufferProtocol(SCHEME, (request, respond) => {
    answer(request.url).then(
      ({ body, status, headers }) =>
        respond({ data: body, statusCode: status, mimeType: headers['Content-Type'].split(';')[0] ?? '', headers }),
      () => respond({ error: -2 }),
    );
  });
}
