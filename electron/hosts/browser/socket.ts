import { randomUUID } from 'node:crypto';
import type { WebSocket } from 'ws';
import { z } from 'zod';
import type { Core } from '../../../shared/contract';

const request = z.strictObject({ id: z.int(), name: z.string().max(100), input: z.unknown() });

/** A window that lets this much wait is too slow for live updates: it gets the next one and asks for what it missed. */
const MOST_WAITING = 1_000_000;

/** Carries the contract over one WebSocket: `{id, name, input}` in, `{id, ok, …}` and `{event, data}` out. */
export function carry(core: Core, socket: WebSocket, window: string | null): void {
  const session = window ?? randomUUID();
  const send = (message: unknown) => {
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
  };
  const stop = core.listen(session, (event, data) => {
    if (socket.bufferedAmount < MOST_WAITING) send({ event, data });
  });
  socket.on('message', (data, isBinary) => {
    let parsed: unknown = null;
    try {
      parsed = isBinary ? null : JSON.parse(String(data));
    } catch {
      // Answered below.
    }
    const read = request.safeParse(parsed);
    if (!read.success) {
      socket.close(1008, 'not a call');
      return;
    }
    const { id, name, input } = read.data;
    core.call(session, name, input).then(
      (answer) => send({ id, ...answer }),
      () => socket.close(1011, 'the core failed'),
    );
  });
  let alive = true;
  socket.on('pong', () => {
    alive = true;
  });
  const heartbeat = setInterval(() => {
    if (!alive) socket.terminate();
    alive = false;
    if (socket.readyState === socket.OPEN) socket.ping();
  }, 15_000);
  socket.on('close', () => {
    clearInterval(heartbeat);
    stop();
  });
  // A broken connection also closes.
  socket.on('error', () => {});
}
