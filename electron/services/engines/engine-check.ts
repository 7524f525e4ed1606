import type { EnginesStatus } from '../../../shared/contract';
import { StudioError } from '../../../shared/studio-error';
import { TENSORFLOW_VERSION } from '../../runtime/binding-path';
import type { TensorflowLibrary } from '../../runtime/tensorflow-library';
import type { Supervisor } from '../../worker/supervisor';

type Engine = EnginesStatus['engines'][number];

/** TensorFlow's library as the core uses it. */
export type Library = Pick<TensorflowLibrary, 'state' | 'onChange' | 'fixes' | 'install'>;

/** Progress bars need no more than this. */
const TELL_EVERY_MS = 200;

/** Which engines work here, found by trying each in a process that is thrown away, and TensorFlow's arrival. */
export class EngineCheck {
  private readonly supervisor: Supervisor;
  private readonly library: Library;
  private readonly electron: string | null;
  private readonly probes = new Map<'tensorflow' | 'cpu', Promise<Engine>>();
  private told = 0;

  constructor(options: {
    supervisor: Supervisor;
    library: Library;
    electron: string | null;
    changed: (status: EnginesStatus) => void;
    log: (line: string) => void;
  }) {
    this.supervisor = options.supervisor;
    this.library = options.library;
    this.electron = options.electron;
    this.library.onChange((state) => {
      const now = Date.now();
      if (state.state === 'installing' && now - this.told < TELL_EVERY_MS) return;
      this.told = now;
      if (state.state !== 'installing') this.probes.delete('tensorflow');
      this.status().then(options.changed, (error: unknown) => options.log(`engines: ${String(error)}`));
    });
  }

  private probe(name: 'tensorflow' | 'cpu'): Promise<Engine> {
    const known = this.probes.get(name);
    if (known) return known;
    const found = this.probeNow(name);
    this.probes.set(name, found);
    return found;
  }

  private async probeNow(name: 'tensorflow' | 'cpu'): Promise<Engine> {
    const { state } = this.library.state();
    if (name === 'tensorflow' && state !== 'ready') {
      const reason = state === 'installing' ? 'its library is being installed' : 'its library is not installed';
      // Not kept: the next look may find it.
      this.probes.delete(name);
      return { name, available: false, device: null, version: TENSORFLOW_VERSION, reason };
    }
    try {
      const { device, version } = await this.supervisor.probe(name);
      return { name, available: true, device, version, reason: null };
    } catch (error) {
      const reason =
        error instanceof StudioError
          ? [error.message, error.received].filter(Boolean).join(' ')
          : error instanceof Error
            ? error.message
            : String(error);
      return { name, available: false, device: null, version: null, reason };
    }
  }

  async status(): Promise<EnginesStatus> {
    const [tensorflow, cpu, fixes] = await Promise.all([this.probe('tensorflow'), this.probe('cpu'), this.library.fixes()]);
    const webgpu: Engine = { name: 'webgpu', available: false, device: null, version: null, reason: 'not an engine of this version yet' };
    const install = this.library.state();
    const mend = install.state === 'missing' || install.state === 'failed' ? [...fixes, 'npm start'] : fixes;
    return {
      engines: [tensorflow, webgpu, cpu],
      chosen: tensorflow.available ? 'tensorflow' : 'cpu',
      electron: this.electron,
      fixes: mend,
      install,
    };
  }

  /** Whether a run with this choice should wait: the faster engine is on its way. */
  isArriving(choice: 'auto' | 'tensorflow' | 'webgpu' | 'cpu'): boolean {
    return (choice === 'auto' || choice === 'tensorflow') && this.library.state().state === 'installing';
  }

  install(): Promise<void> {
    return this.library.install();
  }

  /** TensorFlow's library arrives while the first window is open. Its failure shows in the status. */
  bringMissing(): void {
    if (this.library.state().state === 'missing') this.library.install().catch(() => {});
  }
}
