import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import type { Core } from '../../shared/contract';
import { StudioError } from '../../shared/studio-error';
import { errorCode } from '../files/disk-error';
import { type Access, cookie, createAccess, hasCookie, isOurHost, isOurOrigin, isToken } from './browser/access';
import { safetyHeaders } from './browser/policy';
import { refuse as refuseWith } from './browser/refuse';
import { carry } from './browser/socket';
import { serveFile } from './browser/static-files';
import { receiveUpload } from './browser/upload';

export interface BrowserHostOptions {
  readonly core: Core;
  /** The built window: `dist/renderer`. */
  readonly renderer: string;
  /** Where dropped files go. */
  readonly uploads: string;
  /** Asked for by the person: that one or an error. Null: a free one, the usual one first. */
  readonly port: number | null;
  readonly publicOrigin: string | null;
  readonly log: (line: string) => void;
}

export interface BrowserHost {
  /** `http://127.0.0.1:PORT/?token=…` */
  readonly address: string;
  readonly port: number;
  close(): Promise<void>;
}

export const USUAL_PORT = 4717;

/** Calls are small; pictures of one's own (base64) are the largest. Files come over `PUT /upload/`. */
const MOST_SOCKET_BYTES = 16_000_000;

function listenOn(server: Server, port: number): Promise<number> {
  return new Promise((done, fail) => {
    server.once('error', fail);
    server.listen(port, '127.0.0.1', () => {
      server.removeListener('error', fail);
      done((server.address() as AddressInfo).port);
    });
  });
}

async function listen(server: Server, wanted: number | null): Promise<number> {
  if (wanted !== null) {
    try {
      return await listenOn(server, wanted);
    } catch (error) {
      const taken = errorCode(error) === 'EADDRINUSE';
      throw new StudioError(taken ? `Port ${wanted} is taken.` : `Port ${wanted} cannot be used: ${String(error)}`, {
        expected: 'a free port',
        received: `port ${wanted}`,
        advice: 'Leave out --port to take the next free one, or name another.',
      });
    }
  }
  for (let port = USUAL_PORT; port < USUAL_PORT + 20; port++) {
    try {
      return await listenOn(server, port);
    } catch (error) {
      if (errorCode(error) !== 'EADDRINUSE') throw error;
    }
  }
  return listenOn(server, 0);
}

/** The path and query that were asked for; null where they are none (`//`). */
function urlOf(request: IncomingMessage): URL | null {
  try {
    return new URL(request.url ?? '/', 'http://127.0.0.1');
  } catch {
    return null;
  }
}

/** The name that a window gave itself, so that it stays the same one over a broken connection; null: none. */
function windowOf(url: URL): string | null {
  const name = url.searchParams.get('window');
  return name !== null && /^[\w-]{8,64}$/.test(name) ? `browser-${name}` : null;
}

/** Serves the window and carries the contract on 127.0.0.1. */
export async function startBrowserHost(options: BrowserHostOptions): Promise<BrowserHost> {
  const nonce = randomBytes(16).toString('base64');
  const headers = safetyHeaders(nonce);
  const server = createServer();
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MOST_SOCKET_BYTES, perMessageDeflate: false });
  const port = await listen(server, options.port);
  const access: Access = createAccess(port, options.publicOrigin);

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const refuse = (status: number, text: string) => refuseWith(request, response, status, 'text/plain; charset=utf-8', `${text}\n`);
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    if (!isOurHost(access, request)) return refuse(403, 'This server does not go by that name.');
    const url = urlOf(request);
    if (!url) return refuse(400, 'This is no address.');
    const reading = request.method === 'GET' || request.method === 'HEAD';
    if (reading && url.pathname === '/' && url.searchParams.has('token')) {
      if (!isToken(access, url.searchParams.get('token'))) return refuse(403, 'This address is out of date. Use the one printed last.');
      // The token leaves the address bar and the history at once.
      response.writeHead(303, { Location: '/', 'Set-Cookie': cookie(access) }).end();
      return;
    }
    if (!hasCookie(access, request)) return refuse(401, 'Open the address that Attention Studio printed: it carries the key.');
    if (reading) {
      if (!(await serveFile(options.renderer, url.pathname, nonce, response))) refuse(404, 'There is no such page.');
      return;
    }
    if (!isOurOrigin(access, request)) return refuse(403, 'Only the window of Attention Studio may write.');
    if (request.method === 'PUT' && url.pathname.startsWith('/upload/')) {
      return receiveUpload(request, response, options.uploads, url.pathname.slice('/upload/'.length));
    }
    refuse(405, 'This cannot be done here.');
  };

  server.on('request', (request, response) => {
    answer(request, response).catch((error: unknown) => {
      options.log(`${request.method} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      if (response.headersSent) response.destroy();
      else refuseWith(request, response, 500, 'text/plain; charset=utf-8', 'Something went wrong.\n');
    });
  });
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => {});
    const url = urlOf(request);
    const allowed = url?.pathname === '/socket' && isOurHost(access, request) && isOurOrigin(access, request) && hasCookie(access, request);
    if (!allowed) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (opened) => carry(options.core, opened, windowOf(url)));
  });

  return {
    address: `http://127.0.0.1:${port}/?token=${access.token}`,
    port,
    close: async () => {
      for (const socket of sockets.clients) socket.terminate();
      server.closeAllConnections();
      await new Promise<void>((done) => {
        server.close(() => done());
      });
    },
  };
}
