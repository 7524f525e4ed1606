import { StudioError } from './studio-error';

/** The refusal of a graph in which training could change nothing. */
export function nothingToTrain(): StudioError {
  return new StudioError('There is nothing to train: all weights are frozen.', {
    expected: 'at least one node with trainable weights',
    received: 'none',
    advice: 'Switch “trainable” on again at the output, or at another node.',
  });
}
