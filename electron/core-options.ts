import type { CallInput } from '../shared/contract';
import type { Library } from './services/engines/engine-check';
import type { SpawnWorker } from './worker/worker-process';

/** What a host lends to the core. */
export interface CoreOptions {
  readonly host: 'electron' | 'browser';
  /** The application's version. */
  readonly version: string;
  /** Electron's version; null outside it. */
  readonly electron: string | null;
  /** Where journals, locks, recent files, uploads and the runs of unsaved projects lie. Made when missing. */
  readonly userData: string;
  /** The folder `resources/` of the application. */
  readonly resources: string;
  /** Starts a training process. */
  readonly spawnWorker: SpawnWorker;
  /** TensorFlow's library: whether it is there, and how it arrives. */
  readonly library: Library;
  /** Asks with the system's dialog; resolves with null when the person cancels. Null: this host has none. */
  readonly choose: ((session: string, input: CallInput<'files.choose'>) => Promise<string | null>) | null;
  /** Shows a file in the system's file manager or its program. */
  readonly reveal: (path: string) => Promise<void>;
  /** What went wrong without being the person's fault, for the log. */
  readonly log: (line: string) => void;
}
