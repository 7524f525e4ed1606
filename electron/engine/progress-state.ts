import type { TrainingSettings } from '../../shared/training';
import type { CheckpointState } from './checkpoint/state';
import { startBest } from './early-stop';
import { startPlateau } from './schedule';

/** The part of a checkpoint's state that training moves. */
export type Progress = Pick<CheckpointState, 'step' | 'epoch' | 'position' | 'running' | 'plateau' | 'best' | 'ended'>;

export const emptyRunning: Progress['running'] = { samples: 0, loss: 0, metrics: {}, seconds: 0 };

export function startProgress(training: TrainingSettings): Progress {
  return { step: 0, epoch: 0, position: 0, running: emptyRunning, plateau: startPlateau(training), best: startBest, ended: null };
}

/** Where training goes on: a run that had ended and got more epochs forgets how long it had waited. */
export function resumeProgress(state: CheckpointState, training: TrainingSettings): Progress {
  const { step, epoch, position, running, plateau, best, ended } = state;
  if (ended === null || ended === training.epochs) return { step, epoch, position, running, plateau, best, ended };
  return { step, epoch, position, running, plateau: { ...plateau, wait: 0 }, best: { ...best, wait: 0 }, ended: null };
}

/** Adds one batch to the epoch's sums. */
export function addBatch(
  running: Progress['running'],
  size: number,
  loss: number,
  metrics: { readonly [name: string]: number },
): Progress['running'] {
  const sums = { ...running.metrics };
  for (const [name, value] of Object.entries(metrics)) sums[name] = (sums[name] ?? 0) + value * size;
  return { ...running, samples: running.samples + size, loss: running.loss + loss * size, metrics: sums };
}
