import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { type CallError, calls, events } from '../shared/contract';
import { CALL, EVENT } from './hosts/electron/channels';

type Answer = { ok: true; output: unknown } | { ok: false; error: CallError };

/** Errors lose all but their message on the way into the page: a plain object keeps what helps. */
function failure(error: CallError): Promise<never> {
  return Promise.reject(error);
}

/** `window.studio`: the contract's calls and events by name, and nothing of Electron's. */
contextBridge.exposeInMainWorld('studio', {
  call: async (name: unknown, input: unknown): Promise<unknown> => {
    if (typeof name !== 'string' || !Object.hasOwn(calls, name)) throw new Error('There is no such call.');
    const answer: Answer = await ipcRenderer.invoke(CALL, { name, input });
    return answer.ok ? answer.output : failure(answer.error);
  },
  on: (name: unknown, listener: unknown): (() => void) => {
    if (typeof name !== 'string' || !Object.hasOwn(events, name) || typeof listener !== 'function')
      throw new Error('There is no such event.');
    const hear = (_event: unknown, event: unknown, data: unknown) => {
      if (event === name) listener(data);
    };
    ipcRenderer.on(EVENT, hear);
    return () => {
      ipcRenderer.removeListener(EVENT, hear);
    };
  },
});

// Electron before 32 has no webUtils: there a dropped file tells its path itself.
if (webUtils) contextBridge.exposeInMainWorld('studioFiles', { pathOf: (file: File) => webUtils.getPathForFile(file) });
