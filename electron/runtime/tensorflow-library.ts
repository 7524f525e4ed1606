import { existsSync, readFileSync, statSync } from 'node:fs';
import { mkdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { EnginesStatus } from '../../shared/contract';
import { StudioError } from '../../shared/studio-error';
import { diskError } from '../files/disk-error';
import { type Lock, takeLock } from '../files/lock';
import { saveAtomically, sha256 } from '../files/save-atomically';
import { BINDING, bindingPath, cacheFolder, type Stamp, TENSORFLOW_VERSION, tensorflowFolder } from './binding-path';
import { type RunScript, runScriptWithNode, whyItDoesNotLoad } from './check-binding';
import { compileBinding, SHIPPED_BINDING } from './compile-binding';
import { runTool } from './run-tool';
import { commandFor, findCompiler, findPython } from './tools';
import { membersOf, type Wheel, wheelOfThisMachine } from './wheel';

export type InstallState = EnginesStatus['install'];

export interface TensorflowLibraryOptions {
  /** The application's folder: `resources/`, and `node_modules/` or the shipped binding. */
  readonly app: string;
  /** Runs the disposable process that tries the library. Left out: Node, which Electron's main process is not. */
  readonly runScript?: RunScript;
}

const fetched = z.union([
  z.object({ part: z.string(), done: z.number(), of: z.number() }),
  z.object({ files: z.record(z.string(), z.object({ bytes: z.int(), sha256: z.string() })) }),
  z.object({ error: z.string() }),
]);

/** TensorFlow's library in the user's cache folder: whether it is there, and how it gets there. */
export class TensorflowLibrary {
  readonly #options: TensorflowLibraryOptions;
  readonly #listeners = new Set<(state: InstallState) => void>();
  #progress: Extract<InstallState, { state: 'installing' }> | null = null;
  #failure: string | null = null;
  #running: Promise<void> | null = null;
  #tools: { readonly at: number; readonly found: Promise<readonly [string | null, string | null]> } | null = null;

  constructor(options: TensorflowLibraryOptions) {
    this.#options = options;
  }

  state(): InstallState {
    if (this.#progress) return this.#progress;
    if (bindingPath()) return { state: 'ready' };
    if (this.#failure) return { state: 'failed', message: this.#failure };
    const wheel = wheelOfThisMachine();
    if (!wheel)
      return { state: 'failed', message: `TensorFlow has no library for ${process.platform} on ${process.arch} that can be used.` };
    return { state: 'missing', bytes: wheel.bytes, source: `the Python package ${wheel.requirement}, by pip`, sha256: wheel.sha256 };
  }

  /** Calls at every change; returns how to stop. */
  onChange(listener: (state: InstallState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Commands that bring what an installation needs and this machine lacks. Empty when nothing is missing. */
  async fixes(): Promise<string[]> {
    if (bindingPath() || !wheelOfThisMachine()) return [];
    // Looking starts programs, and windows ask often.
    if (!this.#tools || this.#tools.at < Date.now() - 10_000) {
      this.#tools = { at: Date.now(), found: Promise.all([findPython(), findCompiler()]) };
    }
    const [python, compiler] = await this.#tools.found;
    const compiled = compiler !== null || existsSync(path.join(this.#options.app, SHIPPED_BINDING));
    return [...(python ? [] : [commandFor('python')]), ...(compiled ? [] : [commandFor('compiler')])];
  }

  /**
   * Installs the library where it is missing; joins an installation that is under way, in this process or
   * another. What was downloaded before is kept.
   *
   * @throws StudioError which says what is missing and how to mend it; `state()` then tells it too.
   */
  install(): Promise<void> {
    this.#running ??= this.#install().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async #install(): Promise<void> {
    this.#failure = null;
    this.#tell('Looking for TensorFlow', 0, 1);
    try {
      await mkdir(cacheFolder(), { recursive: true });
      const lock = await this.#takeTurn();
      try {
        // Another one may have brought it while we waited.
        if (!bindingPath()) await this.#bring();
      } finally {
        await lock.release();
      }
    } catch (error) {
      const known = diskError(error, cacheFolder(), 'install TensorFlow’s library');
      this.#failure = [known.message, known.received, known.advice].filter(Boolean).join(' ');
      throw known;
    } finally {
      this.#progress = null;
      this.#notify();
    }
  }

  /** The lock that lets only one process install at a time; while another has it, its download shows as ours. */
  async #takeTurn(): Promise<Lock> {
    const wheel = wheelOfThisMachine();
    for (;;) {
      const turn = await takeLock(path.join(cacheFolder(), 'install.lock'), 'installing TensorFlow');
      if (turn.ok) return turn.lock;
      const part = wheel && statSync(path.join(cacheFolder(), `${wheel.file}.part`), { throwIfNoEntry: false });
      this.#tell('Another Attention Studio is installing TensorFlow', part?.size ?? 0, wheel?.bytes ?? 1);
      await new Promise((done) => setTimeout(done, 500));
    }
  }

  async #bring(): Promise<void> {
    const wheel = wheelOfThisMachine();
    if (!wheel) {
      throw new StudioError('TensorFlow has no library for this machine that can be used.', {
        expected: 'Linux on x64 or arm64, or macOS on arm64',
        received: `${process.platform} on ${process.arch}`,
      });
    }
    const target = tensorflowFolder();
    const staging = `${target}.installing`;
    await rm(staging, { recursive: true, force: true });
    const files = await this.#fetch(wheel, staging);
    for (const [name, to] of Object.entries(wheel.links)) await symlink(to, path.join(staging, 'deps/lib', name));

    this.#tell('Compiling the connection', 0, 1);
    await compileBinding(this.#options.app, staging);
    await rm(path.join(staging, 'deps/include'), { recursive: true, force: true });

    this.#tell('Trying TensorFlow', 0, 1);
    const { app, runScript = runScriptWithNode } = this.#options;
    const why = await whyItDoesNotLoad(app, path.join(staging, BINDING), runScript);
    if (why) {
      throw new StudioError('TensorFlow’s library was installed, but does not load.', {
        expected: `TensorFlow ${TENSORFLOW_VERSION}`,
        received: why,
        advice: 'The slower engine works meanwhile.',
      });
    }
    const binding = await readFile(path.join(staging, BINDING));
    const kept = Object.entries(files).filter(([name]) => name.startsWith('deps/lib/'));
    const stamp: Stamp = {
      format: 1,
      tensorflow: TENSORFLOW_VERSION,
      files: { ...Object.fromEntries(kept), [BINDING.split(path.sep).join('/')]: { bytes: binding.length, sha256: sha256(binding) } },
    };
    await saveAtomically(path.join(staging, 'stamp.json'), `${JSON.stringify(stamp, null, 2)}\n`);
    await this.#putInPlace(staging, target);
    await rm(path.join(cacheFolder(), wheel.file), { force: true });
  }

  /** Downloads and unpacks with Python, whose pip knows the user's index, proxy and certificates. */
  async #fetch(wheel: Wheel, staging: string): Promise<Stamp['files']> {
    const python = await findPython();
    if (!python) {
      throw new StudioError('TensorFlow’s library needs Python 3 with pip to arrive.', {
        expected: 'python3 with pip',
        received: 'none',
        advice: `Run: ${commandFor('python')}, then try again.`,
      });
    }
    const program = readFileSync(path.join(this.#options.app, 'resources/runtime/fetch_wheel.py'), 'utf8');
    const file = path.join(cacheFolder(), wheel.file);
    const job = { ...wheel, file, folder: staging, members: membersOf(wheel) };
    const end: { files?: Stamp['files']; error?: string } = {};
    const { problem } = await runTool(python, ['-c', program, JSON.stringify(job)], (line) => {
      const told = fetched.safeParse(JSON.parse(line));
      if (!told.success) return;
      if ('part' in told.data) this.#tell(told.data.part, told.data.done, told.data.of);
      else Object.assign(end, told.data);
    });
    if (end.files) return end.files;
    throw new StudioError('TensorFlow’s library could not be fetched.', {
      expected: wheel.requirement,
      received: end.error ?? problem.split('\n').at(-1) ?? 'Python ended early',
      advice: 'Check the network and the free disk space (1.4 GB), then try again: the download goes on where it ended.',
    });
  }

  /** A damaged installation is moved aside first: a process may still have it open. */
  async #putInPlace(staging: string, target: string): Promise<void> {
    const old = `${target}.old-${process.pid}`;
    if (await stat(target).catch(() => null)) await rename(target, old);
    await rename(staging, target);
    await rm(old, { recursive: true, force: true }).catch(() => {});
  }

  #tell(part: string, done: number, of: number): void {
    this.#progress = { state: 'installing', part, done, of };
    this.#notify();
  }

  #notify(): void {
    const state = this.state();
    for (const listener of this.#listeners) listener(state);
  }
}
