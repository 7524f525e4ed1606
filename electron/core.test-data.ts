import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { CallInput, CallName, CallOutput, Core, EventName, HistoryEntry } from '../shared/contract';
import { StudioError } from '../shared/studio-error';
import { createCore } from './core';
import type { CoreOptions } from './core-options';
import { appFolder } from './files/app-folder';
import { TensorflowLibrary } from './runtime/tensorflow-library';
import type { SpawnWorker } from './worker/worker-process';

/** A worker that says nothing: for tests in which nobody trains. */
export const silentWorker: SpawnWorker = () => {
  const ends: ((exit: { code: number | null; signal: string | null }) => void)[] = [];
  const end = () => {
    for (const listener of ends) listener({ code: 0, signal: null });
  };
  return {
    pid: undefined,
    send: () => {},
    onMessage: () => {},
    onExit: (l) => void ends.push(l),
    onStderr: () => {},
    release: end,
    kill: end,
  };
};

export interface TestCore {
  readonly core: Core;
  readonly userData: string;
  readonly logged: string[];
  /** One window: its calls, and the events that it heard. */
  window(session: string): TestWindow;
}

export interface TestWindow {
  readonly heard: { event: EventName; data: unknown }[];
  call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>>;
  leave(): void;
}

export async function temporaryFolder(): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'attention-studio-'));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** A core over folders of its own, as a host makes it. */
export function testCore(userData: string, rest: Partial<CoreOptions> = {}): TestCore {
  const logged: string[] = [];
  const root = appFolder();
  const core = createCore({
    host: 'browser',
    version: '0.0.0-test',
    electron: null,
    userData,
    resources: path.join(root, 'resources'),
    spawnWorker: silentWorker,
    library: new TensorflowLibrary({ app: root }),
    choose: null,
    reveal: async () => {},
    log: (line) => void logged.push(line),
    ...rest,
  });
  return {
    core,
    userData,
    logged,
    window: (session) => {
      const heard: TestWindow['heard'] = [];
      const leave = core.listen(session, (event, data) => void heard.push({ event, data }));
      return {
        heard,
        leave,
        call: async (name, input) => {
          const answer = await core.call(session, name, input);
          if (answer.ok) return answer.output as never;
          const { message, expected, received, advice } = answer.error;
          throw new StudioError(message, { ...(expected && { expected }), ...(received && { received }), ...(advice && { advice }) });
        },
      };
    },
  };
}

/** An edit as a window journals it: the name of the project changes. */
export function renaming(from: string, to: string): HistoryEntry {
  const patch = (value: string) => ({ op: 'replace' as const, path: ['name'], value });
  return { label: `Rename to ${to}`, patches: [patch(to)], inverse: [patch(from)] };
}
