import { create } from 'zustand';
import type { EnginesStatus } from '../../shared/contract';
import type { EngineInUse } from '../../shared/run';
import { stepWords } from '../../shared/step-words';
import type { StudioError } from '../../shared/studio-error';
import { asStudioError, studio } from '../app/connect';

interface EnginesState {
  /** Null until the core has answered. */
  readonly status: EnginesStatus | null;
  readonly problem: StudioError | null;
}

export const useEngines = create<EnginesState>(() => ({ status: null, problem: null }));

let listening = false;

/** Asks which engines there are, and follows their arrival. */
export async function followEngines(): Promise<void> {
  if (!listening) {
    listening = true;
    studio().on('engines.changed', (status) => useEngines.setState({ status }));
  }
  try {
    useEngines.setState({ status: await studio().call('engines.status', {}), problem: null });
  } catch (error) {
    useEngines.setState({ problem: asStudioError(error) });
  }
}

export async function installEngine(): Promise<void> {
  try {
    useEngines.setState({ problem: null });
    await studio().call('engines.install', {});
  } catch (error) {
    useEngines.setState({ problem: asStudioError(error) });
  }
}

/** From 0 to 1 while TensorFlow's library is on its way; null otherwise. */
export function arrival(status: EnginesStatus | null): number | null {
  if (status?.install.state !== 'installing') return null;
  const { done, of } = status.install;
  return of > 0 ? Math.min(1, Math.max(0, done / of)) : 0;
}

/** `TensorFlow 2.21 · CPU, 2 threads` */
export function engineWords(engine: { readonly name: string; readonly version: string | null; readonly device: string | null }): string {
  const names: { readonly [name: string]: string } = { tensorflow: 'TensorFlow', webgpu: 'WebGPU', cpu: 'JavaScript' };
  const short = engine.version?.split('.').slice(0, 2).join('.');
  const head = [names[engine.name] ?? engine.name, engine.name === 'cpu' ? null : short].filter(Boolean).join(' ');
  if (!engine.device) return head;
  return engine.device.startsWith(head) ? engine.device : `${head} · ${engine.device}`;
}

/** `TensorFlow 2.21 · CPU, 2 threads · traced, XLA`; where steps are not traced, also why. */
export function runEngineWords(engine: EngineInUse): string {
  const why = engine.step === 'eager' && engine.stepReason !== '' ? ` – ${engine.stepReason}` : '';
  return `${engineWords(engine)} · ${stepWords(engine)}${why}`;
}

/** Why a run computes on this engine, and its steps in this way. */
export function whyEngine(engine: EngineInUse): string {
  return [engine.reason, engine.stepReason].filter((reason) => reason !== '').join('; ');
}
