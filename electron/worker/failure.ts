import type { Failure } from '../../shared/run';
import { StudioError } from '../../shared/studio-error';
import { NotFinite } from '../engine/step/training-step';
import { diskError, errorCode } from '../files/disk-error';

const DISK_CODES = new Set(['ENOSPC', 'EDQUOT', 'EACCES', 'EPERM', 'EROFS', 'EIO', 'ENOENT', 'EMFILE']);

/** Where a run was when something went wrong: what a StudioError thrown there is about. */
export type Stage = 'engine' | 'data' | 'graph' | 'training';

const NAN_ADVICE =
  'Lower the learning rate, clip the gradients, or look at the values of the data. The weights of the last good step are kept.';

function words(error: NotFinite, node: string | null): string {
  const at = node ?? error.layer ?? 'the model';
  switch (error.where) {
    case 'input':
      return `The data has a number that is not finite (NaN or infinity), for the input “${at}”.`;
    case 'weight':
      return `A weight of “${at}” is not finite (NaN or infinity).`;
    case 'activation':
      return `“${at}” computed a number that is not finite (NaN or infinity).`;
    case 'loss':
      return `The loss at “${at}” is not finite (NaN or infinity).`;
    case 'gradient':
      return `The gradient of “${at}” is not finite (NaN or infinity).`;
    case 'update':
      return `The update would make a weight of “${at}” infinite.`;
  }
}

/**
 * What went wrong, for the person at the window.
 *
 * @param nodes ids of the graph, to tell the node from a layer's name (`attention_query` → `attention`)
 */
export function toFailure(error: unknown, stage: Stage, nodes: readonly string[], runDir: string): Failure {
  if (error instanceof NotFinite) {
    const node = nodeOf(error.layer, nodes);
    return { kind: 'nan', message: words(error, node), advice: NAN_ADVICE, node };
  }
  if (error instanceof StudioError) {
    const details = [error.expected && `expected ${error.expected}`, error.received && `received ${error.received}`].filter(Boolean);
    const message = details.length > 0 ? `${error.message} (${details.join(', ')})` : error.message;
    return { kind: stage === 'training' ? 'data' : stage, message, advice: error.advice, node: null };
  }
  const code = errorCode(error);
  if (code && DISK_CODES.has(code)) {
    const told = diskError(error, runDir, 'save the run');
    return {
      kind: 'disk',
      message: told.message,
      advice: told.advice ?? 'The last checkpoint is whole: resume when the disk works again.',
      node: null,
    };
  }
  const message = error instanceof Error ? error.message : String(error);
  if (/out of memory|OOM|Array buffer allocation failed|ResourceExhausted/i.test(message)) {
    return {
      kind: 'memory',
      message: `The memory did not suffice: ${message}`,
      advice: 'Lower the batch size, or make the model smaller.',
      node: null,
    };
  }
  return { kind: 'other', message: `Training broke off: ${message}`, advice: null, node: null };
}

/** The node that a layer belongs to: of the same name, or the longest one that its name begins with. */
export function nodeOf(layer: string | null, nodes: readonly string[]): string | null {
  if (layer === null) return null;
  const fitting = nodes.filter((id) => layer === id || layer.startsWith(`${id}_`)).sort((a, b) => b.length - a.length);
  return fitting[0] ?? null;
}
