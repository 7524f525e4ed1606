import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { overSocket, useLink } from './connect';

/** A socket whose other end is the test. */
class FakeSocket {
  static readonly OPEN = 1;
  static all: FakeSocket[] = [];
  readyState = 0;
  sent: { id: number; name: string; input: unknown }[] = [];
  onopen: () => void = () => {};
  onclose: () => void = () => {};
  onmessage: (event: { data: string }) => void = () => {};

  constructor() {
    FakeSocket.all.push(this);
  }

  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }

  open(): void {
    this.readyState = 1;
    this.onopen();
  }

  break(): void {
    this.readyState = 3;
    this.onclose();
  }

  say(message: unknown): void {
    this.onmessage({ data: JSON.stringify(message) });
  }
}

const socket = () => {
  const last = FakeSocket.all.at(-1);
  if (!last) throw new Error('no socket was opened');
  return last;
};

beforeEach(() => {
  FakeSocket.all = [];
  vi.useFakeTimers();
  vi.stubGlobal('WebSocket', FakeSocket);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('the core over a socket', () => {
  it('calls made before the connection stands wait for it', async () => {
    const studio = overSocket('ws://host/socket');
    const answer = studio.call('projects.recent', {});
    expect(socket().sent).toEqual([]);
    socket().open();
    expect(socket().sent).toEqual([{ id: 1, name: 'projects.recent', input: {} }]);
    socket().say({ id: 1, ok: true, output: [] });
    await expect(answer).resolves.toEqual([]);
  });

  it('a refusal becomes an error with all its words', async () => {
    const studio = overSocket('ws://host/socket');
    socket().open();
    const answer = studio.call('projects.open', { path: '/nowhere' });
    socket().say({ id: 1, ok: false, error: { message: 'No.', expected: 'a file', received: null, advice: 'Look again.' } });
    await expect(answer).rejects.toMatchObject({ message: 'No.', expected: 'a file', received: null, advice: 'Look again.' });
  });

  it('events reach their listeners until they stop', () => {
    const studio = overSocket('ws://host/socket');
    socket().open();
    const heard: unknown[] = [];
    const stop = studio.on('app.notice', (notice) => heard.push(notice.message));
    socket().say({ event: 'app.notice', data: { severity: 'info', message: 'one' } });
    stop();
    socket().say({ event: 'app.notice', data: { severity: 'info', message: 'two' } });
    expect(heard).toEqual(['one']);
  });

  it('after a break it reconnects; what may be asked twice is, the rest says so', async () => {
    const studio = overSocket('ws://host/socket');
    socket().open();
    const patch = studio.call('projects.patch', {
      projectId: 'p',
      revision: 0,
      kind: 'edit',
      entry: { label: 'Move', patches: [], inverse: [] },
    });
    const start = studio.call('runs.start', { projectId: 'p', training: null });
    const broken = expect(start).rejects.toThrow('broke off');
    socket().break();
    await broken;
    expect(useLink.getState().link).toBe('lost');
    vi.advanceTimersByTime(250);
    expect(FakeSocket.all).toHaveLength(2);
    socket().open();
    expect(useLink.getState().link).toBe('open');
    expect(socket().sent.map((m) => m.name)).toEqual(['projects.patch']);
    socket().say({ id: 1, ok: true, output: {} });
    await expect(patch).resolves.toEqual({});
  });

  it('tries ever slower, but never gives up', () => {
    overSocket('ws://host/socket');
    for (let i = 0; i < 8; i++) {
      socket().break();
      vi.advanceTimersByTime(5000);
    }
    expect(FakeSocket.all).toHaveLength(9);
  });
});
