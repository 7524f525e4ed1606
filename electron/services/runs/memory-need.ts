import { readFileSync } from 'node:fs';
import os from 'node:os';
import type { GraphReport } from '../../../shared/graph/infer';
import { StudioError } from '../../../shared/studio-error';
import type { TrainingSettings } from '../../../shared/training';

/** Slots that an optimizer keeps for each weight. */
const SLOTS: Record<TrainingSettings['optimizer']['name'], number> = { adam: 2, adamw: 2, sgd: 1, rmsprop: 3 };

/** A size that only the data tells (words of a sentence) counts as this many. */
const UNKNOWN_SIZE = 256;

/** What training takes besides weights and activations: the process, its library, the batch being read. */
const BASE_BYTES = 400e6;

/**
 * Bytes that training will need, from shapes alone, before anything is built: weights with their gradients
 * and optimizer state, and every activation of one batch twice (forward, backward).
 */
export function memoryNeed(report: GraphReport, training: TrainingSettings): number {
  const weights = 4 * (report.parameters + report.trainable * (1 + SLOTS[training.optimizer.name]));
  let activations = 0;
  for (const node of Object.values(report.nodes)) {
    let sizes = node.cost?.scoresBytes ?? 0;
    for (const output of Object.values(node.outputs)) {
      if (output.dtype === 'string') continue;
      sizes += 4 * output.shape.slice(1).reduce<number>((n, dim) => n * (typeof dim === 'number' ? dim : UNKNOWN_SIZE), 1);
    }
    activations += sizes;
  }
  return BASE_BYTES + weights + 2 * activations * training.batch_size;
}

/** Bytes that this machine can give now. */
export function memoryAvailable(): number {
  const limits = [os.totalmem()];
  if (process.platform === 'linux') {
    try {
      const kilobytes = /MemAvailable:\s+(\d+) kB/.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1];
      if (kilobytes) limits.push(Number(kilobytes) * 1024);
    } catch {
      // A system without /proc: the whole memory is the limit.
    }
    try {
      // A container may allow less: `max` where it does not say.
      const limit = Number(readFileSync('/sys/fs/cgroup/memory.max', 'utf8'));
      if (Number.isFinite(limit) && limit > 0) limits.push(limit);
    } catch {
      // No cgroups.
    }
  }
  return Math.min(...limits);
}

function inWords(bytes: number): string {
  return bytes >= 1e9 ? `${(bytes / 1e9).toLocaleString('en', { maximumFractionDigits: 1 })} GB` : `${Math.round(bytes / 1e6)} MB`;
}

/** @throws StudioError with both figures where training would not fit */
export function mustFit(report: GraphReport, training: TrainingSettings, available: number = memoryAvailable()): void {
  const need = memoryNeed(report, training);
  if (need <= available) return;
  const weights = memoryNeed(report, { ...training, batch_size: 1 });
  throw new StudioError(`Training this graph takes about ${inWords(need)} of memory; ${inWords(available)} are free.`, {
    expected: `at most ${inWords(available)}`,
    received: `${inWords(need)} for ${report.parameters.toLocaleString('en')} parameters and batches of ${training.batch_size}`,
    advice:
      weights < available
        ? `Lower the batch size (now ${training.batch_size}), or make the largest layers smaller.`
        : 'Make the largest layers smaller: the weights alone do not fit.',
  });
}
