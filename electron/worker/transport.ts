import type { FromWorker, ToWorker } from './protocol';

/** The worker's line to the process that started it. */
export interface Transport {
  send(message: FromWorker): void;
  onMessage(listener: (message: ToWorker) => void): void;
  /** The other side is gone. */
  onLost(listener: () => void): void;
  /** Ends the process once everything that was sent is out. */
  leave(code: number): void;
}

/** Electron's `process.parentPort` in a utility process, by the parts used here. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
  on(event: 'close', listener: () => void): void;
}

function parentPort(): ParentPort | null {
  const port: unknown = Reflect.get(process, 'parentPort');
  return typeof port === 'object' && port !== null ? (port as ParentPort) : null;
}

/** Over `process.send` in a forked Node, over `process.parentPort` in Electron's utility process. */
export function openTransport(): Transport {
  const port = parentPort();
  if (port) {
    return {
      send: (message) => port.postMessage(message),
      onMessage: (listener) => port.on('message', (event) => listener(event.data as ToWorker)),
      onLost: (listener) => {
        port.on('close', listener);
        // Electron kills utility processes with their parent on a clean exit, but not when the parent is killed.
        watchParent(listener);
      },
      leave: (code) => setTimeout(() => process.exit(code), 50),
    };
  }
  if (!process.send) throw new Error('this program is started by Attention Studio, not by hand');
  return {
    send: (message) => {
      // A parent that is gone is noticed by `disconnect`; its last messages are lost with it.
      if (process.connected) process.send?.(message, undefined, {}, () => {});
    },
    onMessage: (listener) => process.on('message', (message) => listener(message as ToWorker)),
    onLost: (listener) => process.on('disconnect', listener),
    leave: (code) => {
      if (process.connected) process.disconnect();
      process.exit(code);
    },
  };
}

/** Looks every second whether the process that started this one still is its parent. */
function watchParent(lost: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    lost();
  }, 1000);
  timer.unref();
}
