import { readFileSync } from 'node:fs';
import os from 'node:os';
import { memoryNeed } from '../../../shared/codegen/memory';
import type { GraphReport } from '../../../shared/graph/graph-report';
import { optimizerSlots } from '../../../shared/optimizer-slots';
import { StudioError } from '../../../shared/studio-error';
import type { TrainingSettings } from '../../../shared/training';

/** What training takes besides weights and activations: the process, its library, the batch being read. */
const BASE_BYTES = 400e6;

/** Bytes that training will need, from shapes alone, before anything is built. */
export function bytesForTraining(report: GraphReport, training: TrainingSettings): number {
  const need = memoryNeed(report, { batchSize: training.batch_size, optimizerSlots: optimizerSlots(training) });
  return BASE_BYTES + need.total;
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
  const need = bytesForTraining(report, training);
  if (need <= available) return;
  const weights = bytesForTraining(report, { ...training, batch_size: 1 });
  throw new StudioError(`Training this graph takes about ${inWords(need)} of memory; ${inWords(available)} are free.`, {
    expected: `at most ${inWords(available)}`,
    received: `${inWords(need)} for ${report.parameters.toLocaleString('en')} parameters and batches of ${training.batch_size}`,
    advice:
      weights < available
        ? `Lower the batch size (now ${training.batch_size}), with more gradient accumulation to make up for it, or make the largest layers smaller.`
        : 'Make the largest layers smaller: the weights alone do not fit.',
  });
}
