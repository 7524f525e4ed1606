import { create } from 'zustand';
import type { CallError, CallInput, CallName, CallOutput, EventData, EventName, Studio } from '../../shared/contract';
import { StudioError } from '../../shared/studio-error';

declare global {
  interface Window {
    /** Put there by Electron's preload; absent in the browser host. */
    readonly studio?: Studio;
  }
}

export type Link = 'connecting' | 'open' | 'lost';

/** Whether the core can be reached now. In Electron it always can. */
export const useLink = create<{ readonly link: Link }>(() => ({ link: 'connecting' }));

interface Waiting {
  resolve(output: unknown): void;
  reject(error: Error): void;
  readonly message: string;
  sent: boolean;
}

type Listener = (data: never) => void;

function toError(error: CallError): StudioError {
  return new StudioError(error.message, {
    ...(error.expected === null ? {} : { expected: error.expected }),
    ...(error.received === null ? {} : { received: error.received }),
    ...(error.advice === null ? {} : { advice: error.advice }),
  });
}

/** Calls that may be asked again after a lost connection without changing anything twice. */
const REPEATABLE =
  /^(app\.info|engines\.status|projects\.(templates|recent|recoverable|reopen|patch)|files\.list|datasets\.|runs\.(list|label|frozen|history|evaluate|cell|inspect|try))/;

/**
 * The core over the browser host's WebSocket. Calls made while the connection is down wait for it; one that
 * was on its way when it broke is asked again if it is safe to, else rejected. Reconnects for ever, ever slower.
 */
export function overSocket(address: string): Studio {
  const waiting = new Map<number, Waiting>();
  const listeners = new Map<string, Set<Listener>>();
  let socket: WebSocket | null = null;
  let next = 1;
  let pause = 250;

  const open = () => {
    const opened = new WebSocket(address);
    opened.onopen = () => {
      socket = opened;
      pause = 250;
      useLink.setState({ link: 'open' });
      for (const call of waiting.values()) {
        call.sent = true;
        opened.send(call.message);
      }
    };
    opened.onmessage = ({ data }: MessageEvent<string>) => {
      const message: unknown = JSON.parse(data);
      if (typeof message !== 'object' || message === null) return;
      if ('event' in message && 'data' in message) {
        for (const listener of listeners.get(String(message.event)) ?? []) listener(message.data as never);
      } else if ('id' in message && typeof message.id === 'number') {
        const call = waiting.get(message.id);
        waiting.delete(message.id);
        if ('ok' in message && message.ok === true && 'output' in message) call?.resolve(message.output);
        else if ('error' in message) call?.reject(toError(message.error as CallError));
      }
    };
    opened.onclose = () => {
      socket = null;
      useLink.setState({ link: 'lost' });
      for (const [id, call] of waiting) {
        if (!call.sent) continue;
        const name = String((JSON.parse(call.message) as { name: unknown }).name);
        if (REPEATABLE.test(name)) continue;
        waiting.delete(id);
        call.reject(
          new StudioError('The connection to Attention Studio broke off before the answer came.', {
            advice: 'It reconnects by itself. Then look whether it was done, and try again if not.',
          }),
        );
      }
      setTimeout(open, pause);
      pause = Math.min(pause * 2, 5000);
    };
  };
  open();

  return {
    call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> {
      return new Promise((resolve, reject) => {
        const id = next++;
        const message = JSON.stringify({ id, name, input });
        const sent = socket?.readyState === WebSocket.OPEN;
        // What comes back was checked by the core against the contract's schema of this call.
        waiting.set(id, { resolve: (output) => resolve(output as CallOutput<N>), reject, message, sent });
        if (sent) socket?.send(message);
      });
    },
    on<N extends EventName>(name: N, listener: (data: EventData<N>) => void): () => void {
      const set = listeners.get(name) ?? new Set<Listener>();
      listeners.set(name, set);
      set.add(listener);
      return () => set.delete(listener);
    },
  };
}

const WINDOW_KEY = 'window';

/**
 * This window's name, kept over a reload so that its projects stay its own. A duplicated tab copies the session's
 * storage: there the name is missing, since it is only put down when the page goes away.
 */
function windowName(): string {
  const name = sessionStorage.getItem(WINDOW_KEY) ?? crypto.randomUUID();
  sessionStorage.removeItem(WINDOW_KEY);
  window.addEventListener('pagehide', () => sessionStorage.setItem(WINDOW_KEY, name));
  return name;
}

let studioNow: Studio | null = null;

/** The core, through Electron's preload or the browser host's socket. */
export function studio(): Studio {
  if (studioNow) return studioNow;
  if (window.studio) {
    studioNow = window.studio;
    useLink.setState({ link: 'open' });
  } else {
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
    studioNow = overSocket(`${scheme}://${location.host}/socket?window=${windowName()}`);
  }
  return studioNow;
}

/** What went wrong, in words, whatever was thrown. */
export function asStudioError(error: unknown): StudioError {
  if (error instanceof StudioError) return error;
  if (typeof error === 'object' && error !== null && 'message' in error) {
    const text = (field: string) => {
      const value: unknown = Reflect.get(error, field);
      return typeof value === 'string' ? { [field]: value } : {};
    };
    return new StudioError(String(error.message), { ...text('expected'), ...text('received'), ...text('advice') });
  }
  return new StudioError(String(error));
}
