import { z } from 'zod';
import { datasetSummary, readerSettings, sampleView, splitSettings } from './dataset';
import { savedModelSchema } from './graph/saved-model';
import { libraryEntry } from './library';
import { preview } from './preview';
import { projectSchema } from './project/schema';
import { evaluation, exportFormat, exportReport, frozenRun, inspection, ownInput, runHistory, runInfo, runTags, runUpdate } from './run';
import { trainingSettings } from './training';

/**
 * Everything a window can ask of the core and hear from it: the only way between them, the same in
 * every host. Both sides check both directions against these schemas.
 */

const nothing = z.strictObject({});
const projectId = z.string().max(64);
const runId = z.string().max(64);
const path = z.string().max(4096);

export const engineStatus = z.strictObject({
  name: z.enum(['tensorflow', 'webgpu', 'cpu']),
  available: z.boolean(),
  device: z.string().nullable(),
  version: z.string().nullable(),
  reason: z.string().nullable(),
});

export const enginesStatus = z.strictObject({
  engines: z.array(engineStatus),
  /** The one that `auto` takes now. */
  chosen: z.enum(['tensorflow', 'webgpu', 'cpu']),
  electron: z.string().nullable(),
  /** Commands or steps that mend what is missing. */
  fixes: z.array(z.string()),
  /** Arrival of TensorFlow's library. */
  install: z.discriminatedUnion('state', [
    z.strictObject({ state: z.literal('ready') }),
    z.strictObject({ state: z.literal('missing'), bytes: z.int(), source: z.string(), sha256: z.string() }),
    z.strictObject({ state: z.literal('installing'), part: z.string(), done: z.number(), of: z.number() }),
    z.strictObject({ state: z.literal('failed'), message: z.string() }),
  ]),
});
export type EnginesStatus = z.infer<typeof enginesStatus>;

export const templateInfo = z.strictObject({
  id: z.string(),
  title: z.string(),
  /** One sentence: what it learns. */
  description: z.string(),
  task: z.enum(['classification', 'regression']),
  modality: z.array(z.enum(['image', 'text', 'audio', 'table', 'ids'])),
  samples: z.int(),
  /** Measured on two cores, as people say it: `about 40 s`. */
  duration: z.string(),
  /** What it reaches on held-out samples: `97 % of 1,000 digits`. */
  reaches: z.string(),
  /** A few real samples for the card. */
  preview: z.array(sampleView),
  /** Where the data comes from, and its licence. */
  licence: z.string(),
});
export type TemplateInfo = z.infer<typeof templateInfo>;

/** An immer patch. `path` never holds `__proto__`, `constructor` or `prototype`. */
export const patch = z.strictObject({
  op: z.enum(['add', 'remove', 'replace']),
  path: z.array(z.union([z.string(), z.number()])),
  value: z.json().optional(),
});
export type DocumentPatch = z.infer<typeof patch>;

/** One undo step. */
export const historyEntry = z.strictObject({ label: z.string(), patches: z.array(patch), inverse: z.array(patch) });
export type HistoryEntry = z.infer<typeof historyEntry>;

export const projectHandle = z.strictObject({
  projectId,
  project: projectSchema,
  /** Null until it is saved. */
  file: path.nullable(),
  /** Why it cannot be changed here: a newer version, another window, a file without write permission. */
  readOnly: z.string().nullable(),
  /** Changes that the file does not have. */
  unsaved: z.boolean(),
  /** How many steps of `past` the file holds; null: it ends with a step that is not among them. */
  savedSteps: z.int().nullable(),
  /** After a recovery: what can be undone and redone. */
  past: z.array(historyEntry),
  future: z.array(historyEntry),
});
export type ProjectHandle = z.infer<typeof projectHandle>;

export const recoverable = z.strictObject({
  journalId: z.string(),
  name: z.string(),
  file: path.nullable(),
  changed: z.string(),
  steps: z.int(),
});

export const recentProject = z.strictObject({ file: path, name: z.string(), opened: z.string(), missing: z.boolean() });

const chosen = z.strictObject({ path: path.nullable() });

export const calls = {
  'app.info': {
    input: nothing,
    output: z.strictObject({
      version: z.string(),
      host: z.enum(['electron', 'browser']),
      platform: z.string(),
      /** False: the window shows its own chooser, over `files.list`. */
      nativeDialogs: z.boolean(),
      home: path,
      separator: z.string(),
    }),
  },
  'engines.status': { input: nothing, output: enginesStatus },
  'engines.install': { input: nothing, output: nothing },

  'projects.templates': { input: nothing, output: z.array(templateInfo) },
  'projects.recent': { input: nothing, output: z.array(recentProject) },
  'projects.forget': { input: z.strictObject({ file: path }), output: nothing },
  'projects.recoverable': { input: nothing, output: z.array(recoverable) },
  'projects.recover': { input: z.strictObject({ journalId: z.string() }), output: projectHandle },
  'projects.discard': { input: z.strictObject({ journalId: z.string() }), output: nothing },
  'projects.blank': { input: nothing, output: projectHandle },
  /** Drawings of models of the literature, without data. */
  'projects.published': { input: nothing, output: z.array(z.strictObject({ id: z.string(), name: z.string(), notes: z.string() })) },
  'projects.fromPublished': { input: z.strictObject({ id: z.string() }), output: projectHandle },
  'projects.fromTemplate': { input: z.strictObject({ id: z.string() }), output: projectHandle },
  'projects.open': { input: z.strictObject({ path }), output: projectHandle },
  /** A window that reloads takes up the project that it had. */
  'projects.reopen': { input: z.strictObject({ projectId }), output: projectHandle },
  'projects.close': { input: z.strictObject({ projectId }), output: nothing },
  /**
   * Journals one edit. `kind` tells what happened to the history; `revision` counts from 0 since this window
   * got its handle and must follow the last one, so that nothing is lost or applied twice: the last one
   * sent again (after a lost answer) changes nothing.
   */
  'projects.patch': {
    input: z.strictObject({ projectId, revision: z.int(), kind: z.enum(['edit', 'undo', 'redo']), entry: historyEntry }),
    output: nothing,
  },
  'projects.save': { input: z.strictObject({ projectId, path: path.nullable() }), output: z.strictObject({ file: path }) },

  /** Blocks that a person keeps for all projects. */
  'library.list': { input: nothing, output: z.array(libraryEntry) },
  'library.save': { input: libraryEntry, output: nothing },
  'library.remove': { input: libraryEntry.pick({ id: true }), output: nothing },

  /** Asks the person with the system's dialog; only where `nativeDialogs`. */
  'files.choose': {
    input: z.strictObject({
      mode: z.enum(['open-file', 'open-folder', 'save']),
      title: z.string(),
      suggested: path.nullable(),
      extensions: z.array(z.string()),
    }),
    output: chosen,
  },
  /** A folder of the core's machine, for the window's own chooser. Null: the home folder. */
  'files.list': {
    input: z.strictObject({ folder: path.nullable() }),
    output: z.strictObject({
      folder: path,
      parent: path.nullable(),
      entries: z.array(z.strictObject({ name: z.string(), path, kind: z.enum(['folder', 'file']), bytes: z.int(), changed: z.string() })),
    }),
  },
  /** Looks into a file that a node's parameter names. `facts`: what shapes depend on (`ids`, `width`). Rejects where it is missing or of another kind. */
  'files.describe': {
    input: z.strictObject({ path, read: z.enum(['tokenizer', 'vectors', 'model', 'model-weights']) }),
    output: z.strictObject({
      facts: z.record(z.string(), z.number()),
      sha256: z.string().optional(),
      model: savedModelSchema.optional(),
    }),
  },
  /** Opens a file that the application made with the system's program for it. */
  'files.reveal': { input: z.strictObject({ path }), output: nothing },

  /** Looks at a file or folder. `read` null: detect. Nothing of the project changes. */
  'datasets.inspect': {
    input: z.strictObject({
      projectId,
      path,
      read: readerSettings.nullable(),
      /** What the graph wants: which readers are tried when detecting. Several: rows of several parts come first. Empty: any. */
      wants: z.array(z.enum(['image', 'text', 'table', 'ids', 'audio'])),
      /** Detect the settings of this reader; absent: the reader too. */
      reader: z.enum(['text', 'table', 'records']).optional(),
      split: splitSettings,
    }),
    output: datasetSummary,
  },
  'datasets.samples': {
    input: z.strictObject({
      projectId,
      split: z.enum(['train', 'validation', 'test']).nullable(),
      label: z.string().nullable(),
      offset: z.int().min(0),
      limit: z.int().min(1).max(200),
    }),
    output: z.strictObject({ total: z.int(), samples: z.array(sampleView) }),
  },
  /** What a node of the project's graph that changes samples while training makes of one, several times. */
  'datasets.preview': {
    input: z.strictObject({
      projectId,
      node: z.string().max(200),
      /** Which training sample, counted from 0; behind the last it begins again. */
      sample: z.int().min(0),
      seed: z.int().min(0),
      draws: z.int().min(1).max(12),
    }),
    output: preview,
  },

  'runs.list': { input: z.strictObject({ projectId }), output: z.array(runInfo) },
  'runs.start': { input: z.strictObject({ projectId, training: trainingSettings.nullable() }), output: runInfo },
  'runs.pause': { input: z.strictObject({ runId }), output: nothing },
  'runs.resume': { input: z.strictObject({ runId }), output: nothing },
  'runs.stop': { input: z.strictObject({ runId }), output: nothing },
  /** Trains a finished run for `epochs` more. */
  'runs.extend': { input: z.strictObject({ runId, epochs: z.int().min(1) }), output: nothing },
  'runs.rename': { input: z.strictObject({ runId, name: z.string().min(1).max(200) }), output: nothing },
  /** Tags and pins a run; what is absent stays. */
  'runs.label': { input: z.strictObject({ runId, tags: runTags.optional(), pinned: z.boolean().optional() }), output: nothing },
  'runs.delete': { input: z.strictObject({ runId }), output: nothing },
  /** Graph, settings and data as the run froze them. */
  'runs.frozen': { input: z.strictObject({ runId }), output: frozenRun },
  'runs.history': { input: z.strictObject({ runId }), output: runHistory },
  'runs.evaluate': { input: z.strictObject({ runId }), output: evaluation },
  /** The samples behind a cell of the confusion matrix (class indices). */
  'runs.cell': {
    input: z.strictObject({
      runId,
      /** Which of several outputs; absent: the first. */
      output: z.int().min(0).optional(),
      actual: z.int(),
      predicted: z.int(),
      offset: z.int().min(0),
      limit: z.int().min(1).max(200),
    }),
    output: z.strictObject({ total: z.int(), samples: z.array(sampleView) }),
  },
  /** A sample of the data set; null: a held-out one that shows well. */
  'runs.inspect': { input: z.strictObject({ runId, index: z.int().nullable() }), output: inspection },
  /** The steps whose attention over the probe samples (held-out ones) was kept while the run trained, in their order. */
  'runs.captures': { input: z.strictObject({ runId }), output: z.strictObject({ steps: z.array(z.int()), samples: z.int() }) },
  /** One of them. `sample` counts the probe samples from 0; absent: all of them. */
  'runs.capture': {
    input: z.strictObject({ runId, step: z.int().min(0), sample: z.int().min(0).optional() }),
    output: z.strictObject({ step: z.int(), inspections: z.array(inspection) }),
  },
  'runs.try': { input: z.strictObject({ runId, input: ownInput }), output: inspection },
  'runs.export': { input: z.strictObject({ runId, format: exportFormat, path }), output: exportReport },
} as const;

export const events = {
  'engines.changed': enginesStatus,
  'run.update': runUpdate,
  /** Something the person should know that no call asked for: a disk that filled up. */
  'app.notice': z.strictObject({ severity: z.enum(['info', 'warning', 'error']), message: z.string() }),
} as const;

export type CallName = keyof typeof calls;
export type CallInput<N extends CallName> = z.infer<(typeof calls)[N]['input']>;
export type CallOutput<N extends CallName> = z.infer<(typeof calls)[N]['output']>;
export type EventName = keyof typeof events;
export type EventData<N extends EventName> = z.infer<(typeof events)[N]>;

/** An error for a person: what happened, what was expected, what came, how to mend it. */
export const callError = z.strictObject({
  message: z.string(),
  expected: z.string().nullable(),
  received: z.string().nullable(),
  advice: z.string().nullable(),
});
export type CallError = z.infer<typeof callError>;

/** The core as a window sees it: `window.studio`. */
export interface Studio {
  /** Rejects with a `StudioError`. */
  call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>>;
  /** Returns how to stop listening. */
  on<N extends EventName>(name: N, listener: (data: EventData<N>) => void): () => void;
}

/** The core as a host sees it. A session is one window. */
export interface Core {
  call(session: string, name: string, input: unknown): Promise<{ ok: true; output: unknown } | { ok: false; error: CallError }>;
  /** Sends events to one window until it returns. */
  listen(session: string, send: (event: EventName, data: unknown) => void): () => void;
  /** Lets trainers write their checkpoint and ends them. */
  close(): Promise<void>;
}
