import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { runTool } from './run-tool';
import { findPython } from './tools';

// The program that installs TensorFlow, on a wheel of 1 MB from an index of our own.

const NAME = 'tiny_library-1.0-cp311-cp311-manylinux_2_27_x86_64.whl';
const library = randomBytes(1_000_000);
const wheel = Buffer.from(
  zipSync({
    'tiny/': new Uint8Array(),
    'tiny/lib.so.2': [library, { level: 0 }],
    'tiny/include/': new Uint8Array(),
    'tiny/include/c/api.h': strToU8('int one;'),
    'tiny/unwanted.py': strToU8('unwanted'),
    'tiny_library-1.0.dist-info/METADATA': strToU8('Metadata-Version: 2.1\nName: tiny-library\nVersion: 1.0\n'),
    'tiny_library-1.0.dist-info/WHEEL': strToU8('Wheel-Version: 1.0\nRoot-Is-Purelib: false\nTag: cp311-cp311-manylinux_2_27_x86_64\n'),
    'tiny_library-1.0.dist-info/RECORD': strToU8(''),
  }),
);
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

let python: string;
let server: Server;
let folder: string;
/** The `Range` of every request that is not pip's. */
let ranges: (string | undefined)[] = [];
/** How many answers to our own requests break off half-way. */
let cuts = 0;

beforeAll(async () => {
  python = (await findPython()) ?? '';
  server = createServer((request, response) => {
    if (!request.url?.endsWith('.whl')) {
      response.setHeader('Content-Type', 'text/html').end(`<!doctype html><a href="/${NAME}">${NAME}</a>`);
      return;
    }
    const ours = !/^pip\//.test(request.headers['user-agent'] ?? '');
    if (ours) ranges.push(request.headers.range);
    const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
    const rest = wheel.subarray(from);
    response.writeHead(from ? 206 : 200, { 'Content-Length': rest.length, 'Content-Type': 'application/zip' });
    if (ours && cuts-- > 0) response.write(rest.subarray(0, rest.length >> 1), () => response.destroy());
    else response.end(rest);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  vi.stubEnv('PIP_NO_INDEX', '1');
  vi.stubEnv('PIP_FIND_LINKS', `http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  vi.stubEnv('NO_PROXY', '127.0.0.1');
  vi.stubEnv('no_proxy', '127.0.0.1');
});
afterAll(() => {
  vi.unstubAllEnvs();
  server.close();
});
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'fetch-wheel-'));
  ranges = [];
  cuts = 0;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function fetchWheel(hash = sha256(wheel)) {
  const file = path.join(folder, NAME);
  const job = {
    requirement: 'tiny-library==1.0',
    platform: 'manylinux_2_27_x86_64',
    file,
    bytes: wheel.length,
    sha256: hash,
    folder: path.join(folder, 'out'),
    members: { 'tiny/lib.so.2': 'deps/lib/lib.so.2', 'tiny/include/': 'deps/include/' },
  };
  const program = readFileSync(path.resolve('resources/runtime/fetch_wheel.py'), 'utf8');
  const lines: unknown[] = [];
  const { status, problem } = await runTool(python, ['-c', program, JSON.stringify(job)], (line) => lines.push(JSON.parse(line)));
  return { status, problem, lines, last: lines.at(-1), file };
}

it('fetches, checks and unpacks what is asked for', async () => {
  const { status, last, lines, problem } = await fetchWheel();
  expect(problem).toBe('');
  expect(status).toBe(0);
  expect(last).toEqual({
    files: {
      'deps/lib/lib.so.2': { bytes: library.length, sha256: sha256(library) },
      'deps/include/c/api.h': { bytes: 8, sha256: sha256(strToU8('int one;')) },
    },
  });
  expect(readFileSync(path.join(folder, 'out/deps/lib/lib.so.2')).equals(library)).toBe(true);
  const parts = lines.flatMap((line) => z.object({ part: z.string() }).safeParse(line).data?.part ?? []);
  expect([...new Set(parts)]).toEqual([
    'Looking for TensorFlow',
    'Downloading TensorFlow',
    'Checking the download',
    'Unpacking TensorFlow',
  ]);
});

it('goes on where the connection broke', async () => {
  cuts = 2;
  const { status } = await fetchWheel();
  expect(status).toBe(0);
  expect(ranges).toHaveLength(3);
  expect(ranges[0]).toBeUndefined();
  expect(ranges[1]).toMatch(/^bytes=[1-9]\d+-$/);
});

it('goes on where a process before it ended', async () => {
  writeFileSync(path.join(folder, `${NAME}.part`), wheel.subarray(0, 400_000));
  const { status } = await fetchWheel();
  expect(status).toBe(0);
  expect(ranges).toEqual(['bytes=400000-']);
});

it('refuses another file than the pinned one, and does not keep it', async () => {
  const { status, last, file } = await fetchWheel('0'.repeat(64));
  expect(status).toBe(1);
  expect(last).toEqual({ error: expect.stringContaining('SHA-256') });
  expect(existsSync(file)).toBe(false);
});

it('says what pip says when there is no such wheel', async () => {
  vi.stubEnv('PIP_FIND_LINKS', folder);
  const { status, last } = await fetchWheel();
  expect(status).toBe(1);
  expect(last).toEqual({ error: expect.stringContaining('pip does not find tiny-library==1.0') });
});
