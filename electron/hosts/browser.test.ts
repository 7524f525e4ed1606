import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { createServer, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { type TestCore, temporaryFolder, testCore } from '../core.test-data';
import { type BrowserHost, startBrowserHost } from './browser';

let folder = '';
let remove = async () => {};
let t: TestCore;
let host: BrowserHost;
let token = '';
let cookie = '';
let uploads = '';

beforeAll(async () => {
  ({ folder, remove } = await temporaryFolder());
  t = testCore(path.join(folder, 'data'));
  const renderer = path.join(folder, 'renderer');
  uploads = path.join(folder, 'uploads');
  await mkdir(path.join(renderer, 'assets'), { recursive: true });
  await writeFile(path.join(renderer, 'index.html'), '<meta name="csp-nonce" content="__CSP_NONCE__" /><p>window</p>');
  await writeFile(path.join(renderer, 'assets', 'main.js'), 'export {};');
  await writeFile(path.join(folder, 'secret.json'), '{"secret":true}');
  await symlink(path.join(folder, 'secret.json'), path.join(renderer, 'link.json'));
  host = await startBrowserHost({
    core: t.core,
    renderer,
    uploads,
    port: null,
    publicOrigin: 'https://gpu.example:8443',
    log: (line) => void t.logged.push(line),
  });
  token = new URL(host.address).searchParams.get('token') ?? '';
  cookie = `attention-studio-${host.port}=${token}`;
});
afterAll(async () => {
  await host.close();
  await t.core.close();
  await remove();
});

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** A request with exactly these headers and this path, which `fetch` would tidy. */
function ask(
  target: string,
  options: { method?: string; headers?: Record<string, string>; body?: string | Readable } = {},
): Promise<Answer> {
  return new Promise((done, fail) => {
    const request = httpRequest(
      { host: '127.0.0.1', port: host.port, path: target, method: options.method ?? 'GET', headers: options.headers ?? {} },
      (response) => {
        let text = '';
        response.on('data', (chunk) => {
          text += String(chunk);
        });
        response.on('end', () => done({ status: response.statusCode ?? 0, headers: response.headers, text }));
        response.on('error', fail);
      },
    );
    request.on('error', fail);
    if (options.body instanceof Readable) options.body.pipe(request);
    else request.end(options.body);
  });
}

const origin = () => `http://127.0.0.1:${host.port}`;

/** The status with which an upgrade is refused; 101 when the socket opens. */
function upgrade(headers: Record<string, string>, target = '/socket'): Promise<number> {
  return new Promise((done) => {
    const socket = new WebSocket(`ws://127.0.0.1:${host.port}${target}`, { headers });
    socket.on('open', () => {
      socket.terminate();
      done(101);
    });
    socket.on('unexpected-response', (_request, response) => done(response.statusCode ?? 0));
    socket.on('error', () => {});
  });
}

describe('the key', () => {
  it('in the address becomes a cookie that scripts and other sites cannot use, and leaves the address', async () => {
    const { status, headers } = await ask(`/?token=${token}`);
    expect(status).toBe(303);
    expect(headers.location).toBe('/');
    expect(headers['set-cookie']).toEqual([`${cookie}; HttpOnly; SameSite=Strict; Path=/`]);
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
  });

  it.each(['', 'x', 'A'.repeat(43)])('“%s” opens nothing', async (wrong) => {
    const { status, headers, text } = await ask(`/?token=${wrong}`);
    expect(status).toBe(403);
    expect(headers['set-cookie']).toBeUndefined();
    expect(text).not.toContain('window');
  });

  it('is asked for on every page, file, write and socket', async () => {
    for (const target of ['/', '/index.html', '/assets/main.js']) expect((await ask(target)).status).toBe(401);
    expect((await ask('/upload/a.csv', { method: 'PUT', headers: { Origin: origin() }, body: 'x' })).status).toBe(401);
    expect(await upgrade({ Origin: origin() })).toBe(403);
    expect(await upgrade({ Origin: origin(), Cookie: `attention-studio-${host.port}=nope` })).toBe(403);
    expect((await ask('/', { headers: { Cookie: `attention-studio-1=${token}` } })).status).toBe(401);
  });

  it('is never logged', () => {
    expect(t.logged.join('\n')).not.toContain(token);
  });
});

describe('the host name', () => {
  it.each(['evil.example', '127.0.0.1', '127.0.0.1:1', 'localhost.evil.example'])('“%s” is refused, with the key too', async (name) => {
    expect((await ask(`/?token=${token}`, { headers: { Host: name } })).status).not.toBe(303);
    expect((await ask('/', { headers: { Host: name, Cookie: cookie } })).text).not.toContain('window');
    expect(await upgrade({ Host: name, Origin: origin(), Cookie: cookie })).not.toBe(101);
  });

  it('may be localhost or the public one', async () => {
    for (const name of [`localhost:${host.port}`, `LOCALHOST:${host.port}`, 'gpu.example:8443']) {
      expect((await ask('/', { headers: { Host: name, Cookie: cookie } })).status).toBe(200);
    }
  });
});

describe('the origin', () => {
  it.each(['null', 'https://evil.example', 'http://127.0.0.1', 'http://127.0.0.1:1', 'https://gpu.example', 'file://'])(
    '%s neither writes nor opens a socket',
    async (foreign) => {
      const headers = { Origin: foreign, Cookie: cookie };
      expect(await upgrade(headers)).toBe(403);
      expect((await ask('/upload/a.csv', { method: 'PUT', headers, body: 'x' })).status).toBe(403);
    },
  );

  it('must be there', async () => {
    expect(await upgrade({ Cookie: cookie })).toBe(403);
    expect((await ask('/upload/a.csv', { method: 'PUT', headers: { Cookie: cookie }, body: 'x' })).status).toBe(403);
  });

  it('may be ours, or the public one', async () => {
    expect(await upgrade({ Origin: origin(), Cookie: cookie })).toBe(101);
    expect(await upgrade({ Origin: 'https://gpu.example:8443', Cookie: cookie })).toBe(101);
    expect(await upgrade({ Origin: origin(), Cookie: cookie }, '/other')).toBe(403);
    expect(await upgrade({ Origin: origin(), Cookie: cookie }, '//')).toBe(403);
    expect((await ask('//', { headers: { Cookie: cookie } })).status).toBe(400);
  });
});

describe('files', () => {
  it('come with the policy, whose nonce stands in the page', async () => {
    const { status, headers, text } = await ask('/', { headers: { Cookie: cookie } });
    expect(status).toBe(200);
    const policy = String(headers['content-security-policy']);
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
    expect(text).toContain(`content="${nonce}"`);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
    });
    expect(headers['access-control-allow-origin']).toBeUndefined();
    expect((await ask('/assets/main.js', { headers: { Cookie: cookie } })).headers['content-type']).toContain('javascript');
  });

  it.each([
    '/../secret.json',
    '/%2e%2e/secret.json',
    '/..%2fsecret.json',
    '/assets/../../secret.json',
    '/link.json',
    '/%00',
    '/..%5csecret.json',
    '/%zz',
    '//etc/passwd',
    '/assets',
  ])('%s leads nowhere', async (target) => {
    const { status, text } = await ask(target, { headers: { Cookie: cookie } });
    expect(status).toBe(404);
    expect(text).not.toContain('secret":true');
  });

  it('are only read', async () => {
    for (const method of ['POST', 'DELETE', 'PUT']) {
      expect((await ask('/index.html', { method, headers: { Origin: origin(), Cookie: cookie } })).status).toBe(405);
    }
  });
});

describe('uploads', () => {
  const put = (name: string, body: string | Readable, headers: Record<string, string> = {}) =>
    ask(`/upload/${name}`, { method: 'PUT', headers: { Origin: origin(), Cookie: cookie, ...headers }, body });

  it('are streamed into a folder of their own', async () => {
    const chunks = Array.from({ length: 200 }, (_, i) => Buffer.alloc(64_000, i));
    const { status, text } = await put('my%20data.csv', Readable.from(chunks));
    expect(status).toBe(200);
    const { path: file } = JSON.parse(text) as { path: string };
    expect(path.basename(file)).toBe('my data.csv');
    expect(file.startsWith(uploads + path.sep)).toBe(true);
    expect((await readFile(file)).equals(Buffer.concat(chunks))).toBe(true);
  });

  it('never leave that folder, whatever their name', async () => {
    for (const name of ['..%2f..%2fescape.csv', '%2e%2e%2fescape.csv', '..%5c..%5cescape.csv', '/escape.csv']) {
      const { status, text } = await put(name, 'x');
      if (status === 200) expect((JSON.parse(text) as { path: string }).path.startsWith(uploads + path.sep)).toBe(true);
    }
    expect(await readdir(folder)).not.toContain('escape.csv');
    for (const name of ['..', '.', 'con', 'NUL.txt', '%zz', '']) expect((await put(name, 'x')).status, name).toBeGreaterThanOrEqual(400);
  });

  it('that announce too much are refused at once', async () => {
    expect((await put('a.csv', Readable.from(['x']), { 'Content-Length': '5000000000' }).catch(() => ({ status: 413 }))).status).toBe(413);
  });
});

describe('the socket', () => {
  const open = async (query = '') => {
    const socket = new WebSocket(`ws://127.0.0.1:${host.port}/socket${query}`, { headers: { Origin: origin(), Cookie: cookie } });
    await new Promise((done) => socket.once('open', done));
    return socket;
  };
  const closed = (socket: WebSocket) => new Promise<number>((done) => socket.once('close', done));

  it('carries calls and their errors', async () => {
    const socket = await open();
    const answers: Record<string, unknown>[] = [];
    socket.on('message', (data) => answers.push(JSON.parse(String(data)) as Record<string, unknown>));
    socket.send(JSON.stringify({ id: 1, name: 'app.info', input: {} }));
    socket.send(JSON.stringify({ id: 2, name: 'no.such', input: {} }));
    await expect.poll(() => answers.length).toBe(2);
    expect(answers.find((a) => a.id === 1)).toMatchObject({ ok: true, output: { host: 'browser', nativeDialogs: false } });
    expect(answers.find((a) => a.id === 2)).toMatchObject({ ok: false });
    socket.terminate();
  });

  it.each(['not json', '[]', '{"id":"x"}', '{"id":1,"name":"app.info","input":{},"extra":1}'])('ends at %s', async (text) => {
    const socket = await open();
    socket.send(text);
    expect(await closed(socket)).toBe(1008);
  });

  it('ends at a message that is too large', async () => {
    const socket = await open();
    socket.on('error', () => {});
    socket.send('x'.repeat(17_000_000));
    expect([1009, 1006]).toContain(await closed(socket));
  });

  it('that broke without the server noticing lets its window go on, and no other', async () => {
    const ask = async (socket: WebSocket, name: string, input: object) => {
      const answer = new Promise<string>((done) => socket.once('message', (data) => done(String(data))));
      socket.send(JSON.stringify({ id: 7, name, input }));
      return JSON.parse(await answer) as { output: { projectId: string; readOnly: string | null } };
    };
    const first = await open('?window=window-one');
    const { projectId } = (await ask(first, 'projects.blank', {})).output;
    const other = await open('?window=window-two');
    expect((await ask(other, 'projects.reopen', { projectId })).output.readOnly).toContain('another window');
    const again = await open('?window=window-one');
    expect((await ask(again, 'projects.reopen', { projectId })).output.readOnly).toBeNull();
    first.terminate();
    await closed(first);
    expect((await ask(other, 'projects.reopen', { projectId })).output.readOnly).toContain('another window');
    again.terminate();
    await closed(again);
    await expect.poll(async () => (await ask(other, 'projects.reopen', { projectId })).output.readOnly).toBeNull();
    other.terminate();
  });
});

describe('the port', () => {
  it('that is taken and was asked for is an error in words; not asked for, the next is taken', async () => {
    const other = createServer();
    await new Promise<void>((done) => {
      other.listen(0, '127.0.0.1', done);
    });
    const { port } = other.address() as AddressInfo;
    const options = { core: t.core, renderer: folder, uploads, publicOrigin: null, log: () => {} };
    await expect(startBrowserHost({ ...options, port })).rejects.toThrow(`Port ${port} is taken`);
    const second = await startBrowserHost({ ...options, port: null });
    expect(second.port).not.toBe(host.port);
    await second.close();
    other.close();
  });
});
