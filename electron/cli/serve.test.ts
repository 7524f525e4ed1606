import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { renaming, temporaryFolder } from '../core.test-data';
import { isAlive, type ProcessMark } from '../files/process-alive';
import { cliFolder, project } from './cli-folder.test-data';
import { cliBundle, type Running, runCli, startCli } from './run-cli.test-data';

let entry = '';
let folder = '';
let remove = async () => {};
const started: Running[] = [];

beforeAll(async () => {
  entry = await cliBundle();
}, 120_000);
beforeEach(async () => {
  ({ folder, remove } = await temporaryFolder());
});
afterEach(async () => {
  for (const running of started.splice(0)) {
    if (isAlive({ pid: running.pid, started: null })) running.kill('SIGKILL');
    await running.ended;
  }
  await remove();
});

/** The browser host as a process, and a socket to it as its window opens one. */
async function serve(...args: string[]) {
  const running = startCli(entry, ['serve', '--no-open', ...args], { env: { ATTENTION_STUDIO_USER_DATA: path.join(folder, 'data') } });
  started.push(running);
  const address = new URL(await running.line((line) => /^http:\/\/127\.0\.0\.1:\d+\/\?token=/.test(line)));
  const cookie = `attention-studio-${address.port}=${address.searchParams.get('token')}`;
  const socket = new WebSocket(`ws://${address.host}/socket`, { headers: { Cookie: cookie, Origin: address.origin } });
  await new Promise((done, fail) => socket.once('open', done).once('error', fail));
  const waiting = new Map<number, (answer: { ok: boolean; output: never }) => void>();
  socket.on('message', (data) => {
    const answer = JSON.parse(String(data)) as { id?: number; ok: boolean; output: never };
    if (answer.id !== undefined) waiting.get(answer.id)?.(answer);
  });
  socket.on('error', () => {});
  let next = 0;
  const call = <T>(name: string, input: object) =>
    new Promise<T>((done, fail) => {
      const id = next++;
      waiting.set(id, (answer) => (answer.ok ? done(answer.output) : fail(new Error(JSON.stringify(answer)))));
      socket.send(JSON.stringify({ id, name, input }));
    });
  return { running, call, address };
}

interface Handle {
  readonly projectId: string;
  readonly project: { readonly name: string };
  readonly past: readonly unknown[];
  readonly future: readonly unknown[];
}

describe('serve', () => {
  it('killed with SIGKILL at a random moment loses no edit that it had answered, and keeps undo', async () => {
    for (const edits of [1, 7, 30]) {
      const first = await serve();
      const { projectId } = await first.call<Handle>('projects.blank', {});
      let name = 'Untitled';
      for (let revision = 0; revision < edits; revision++) {
        const next = `${edits}.${revision}`;
        await first.call('projects.patch', { projectId, revision, kind: 'edit', entry: renaming(name, next) });
        name = next;
      }
      first.running.kill('SIGKILL');
      await first.running.ended;

      const second = await serve();
      const found = await second.call<{ journalId: string; steps: number }[]>('projects.recoverable', {});
      expect(found).toMatchObject([{ journalId: projectId, steps: edits }]);
      const handle = await second.call<Handle>('projects.recover', { journalId: projectId });
      expect(handle.project.name).toBe(name);
      expect(handle.past).toHaveLength(edits);
      await second.call('projects.discard', { journalId: projectId });
      second.running.kill('SIGTERM');
      expect((await second.running.ended).status).toBe(0);
    }
  });

  it('killed with SIGKILL while it trains leaves a whole run and no process', async () => {
    const place = await cliFolder();
    try {
      const file = path.join(place.folder, 'p.attention.json');
      await place.write('p.attention.json', { ...project, training: { ...project.training, epochs: 20_000 } });
      const first = await serve();
      const { projectId } = await first.call<Handle>('projects.open', { path: file });
      const { id } = await first.call<{ id: string }>('runs.start', { projectId, training: null });
      const dir = path.join(place.folder, 'p.runs', id);
      const lock = async () => JSON.parse(await readFile(path.join(dir, 'worker.lock'), 'utf8')) as ProcessMark;
      await expect.poll(() => first.call<{ state: string }[]>('runs.list', { projectId }).then(([run]) => run?.state)).toBe('running');
      const worker = await lock();
      first.running.kill('SIGKILL');
      await first.running.ended;
      await expect.poll(() => isAlive(worker), { timeout: 10_000, interval: 200 }).toBe(false);

      const second = await serve();
      const again = await second.call<Handle>('projects.open', { path: file });
      const [run] = await second.call<{ state: string; progress: { step: number } }[]>('runs.list', { projectId: again.projectId });
      expect(run?.state).toBe('paused');
      expect(run?.progress.step).toBeGreaterThan(0);
    } finally {
      await place.remove();
    }
  });

  it('ends by Ctrl-C with every process that it started', async () => {
    const { running, call } = await serve();
    await call('engines.status', {});
    running.kill('SIGINT');
    expect((await running.ended).status).toBe(0);
  });

  it('says that a port is taken', async () => {
    const other = createServer();
    await new Promise<void>((done) => {
      other.listen(0, '127.0.0.1', done);
    });
    const { port } = other.address() as AddressInfo;
    const end = await runCli(entry, ['serve', '--no-open', '--port', String(port)], {
      env: { ATTENTION_STUDIO_USER_DATA: path.join(folder, 'data') },
    });
    other.close();
    expect(end.status).toBe(1);
    expect(end.err).toContain(`Port ${port} is taken`);
  });

  it('prints the public address too', async () => {
    const { running } = await serve('--public-origin', 'https://gpu.example:8443');
    expect(await running.line((line) => line.startsWith('https://'))).toMatch(/^https:\/\/gpu\.example:8443\/\?token=/);
  });
});
