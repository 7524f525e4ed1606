import type { z } from 'zod';
import { type CallError, type CallName, type Core, calls, type EventData, type EventName, events } from '../shared/contract';
import { StudioError } from '../shared/studio-error';
import type { CoreOptions } from './core-options';
import { appHandlers } from './services/app';
import { datasetHandlers } from './services/datasets';
import { DatasetCache } from './services/datasets/dataset-cache';
import { PreviewWorker } from './services/datasets/preview-worker';
import { engineHandlers } from './services/engines';
import { EngineCheck } from './services/engines/engine-check';
import { fileHandlers } from './services/files';
import type { Handler } from './services/handlers';
import { libraryHandlers } from './services/library';
import { BlockLibrary } from './services/library/block-library';
import { projectHandlers } from './services/projects';
import { OpenProjects } from './services/projects/open-projects';
import { runHandlers } from './services/runs';
import { RunManager } from './services/runs/run-manager';
import { Supervisor } from './worker/supervisor';

function isCall(name: string): name is CallName {
  return Object.hasOwn(calls, name);
}

function invalidInput(name: string, error: z.ZodError): CallError {
  const [issue] = error.issues;
  return {
    message: `The window asked for “${name}” in a form that the core does not know.`,
    expected: issue?.message ?? null,
    received: issue && issue.path.length > 0 ? `at ${issue.path.join('.')}` : null,
    advice: 'This is a fault of the application. Reload the window; if it stays, report it.',
  };
}

/**
 * The application without a window: every host carries its calls and events (shared/contract.ts). What
 * comes in and what goes out is checked against the contract's schemas.
 */
export function createCore(options: CoreOptions): Core {
  const sessions = new Map<string, Set<(event: EventName, data: unknown) => void>>();
  const projects = new OpenProjects(options.userData);
  const datasets = new DatasetCache();

  const emit = <N extends EventName>(name: N, data: EventData<N>) => {
    const checked: unknown = events[name].parse(data);
    for (const senders of sessions.values()) for (const send of senders) send(name, checked);
  };

  const supervisor = new Supervisor({ spawn: options.spawnWorker });
  const previews = new PreviewWorker(supervisor);
  const runs: RunManager = new RunManager({
    userData: options.userData,
    resources: options.resources,
    supervisor,
    datasets,
    tell: (update) => emit('run.update', update),
    waits: (training) => engines.isArriving(training.engine),
    warn: (message) => emit('app.notice', { severity: 'warning', message }),
    log: options.log,
  });
  const engines = new EngineCheck({
    supervisor,
    library: options.library,
    electron: options.electron,
    changed: (status) => {
      emit('engines.changed', status);
      runs.next();
    },
    log: options.log,
  });

  const handlers: { readonly [N in CallName]: Handler<N> } = {
    ...appHandlers(options),
    ...engineHandlers(engines),
    ...datasetHandlers(options, projects, datasets, previews),
    ...fileHandlers(options),
    ...libraryHandlers(new BlockLibrary(options.userData)),
    ...runHandlers(projects, runs),
    ...projectHandlers(options, projects, runs),
  };

  const answer = async <N extends CallName>(session: string, name: N, input: unknown): Promise<Awaited<ReturnType<Core['call']>>> => {
    const read = calls[name].input.safeParse(input);
    if (!read.success) return { ok: false, error: invalidInput(name, read.error) };
    // The table's types tie name, input and handler together; the schema has just checked the input.
    const handler = handlers[name] as (input: unknown, session: string) => Promise<unknown>;
    try {
      const output = calls[name].output.parse(await handler(read.data, session));
      return { ok: true, output };
    } catch (error) {
      if (error instanceof StudioError) return { ok: false, error: error.toData() };
      options.log(`${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      return {
        ok: false,
        error: {
          message: 'Something went wrong inside Attention Studio.',
          expected: null,
          received: error instanceof Error ? error.message : String(error),
          advice: 'Your work is in the journal. Try again; if it stays, report it with the log.',
        },
      };
    }
  };

  return {
    call: async (session, name, input) => {
      if (!isCall(name)) {
        return {
          ok: false,
          error: { message: `There is no call “${name.slice(0, 100)}”.`, expected: 'a call of the contract', received: null, advice: null },
        };
      }
      return answer(session, name, input);
    },
    listen: (session, send) => {
      const senders = sessions.get(session) ?? new Set();
      sessions.set(session, senders);
      senders.add(send);
      // A window is there: have a training process ready when Train is pressed.
      supervisor.warm();
      engines.bringMissing();
      return () => {
        senders.delete(send);
        if (senders.size > 0 || sessions.get(session) !== senders) return;
        sessions.delete(session);
        projects.forgetSession(session);
      };
    },
    close: async () => {
      await previews.close();
      await runs.close();
      await projects.closeAll();
      await datasets.close();
    },
  };
}
