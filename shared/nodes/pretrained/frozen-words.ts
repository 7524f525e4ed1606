import { layerName } from '../../graph/params';
import { ALL_FROZEN, type FrozenUpTo, NONE_FROZEN } from '../../graph/saved-model';

/** What the line of a node says of how much of the model is learned. */
export function frozenWords(upTo: FrozenUpTo): string {
  switch (upTo) {
    case ALL_FROZEN:
      return 'frozen';
    case NONE_FROZEN:
      return 'fine-tuned';
    default:
      return `frozen up to ${upTo}`;
  }
}

/** The layer whose output a node gives. */
export const cutAt = () =>
  layerName({ nothing: 'the last layer', doc: 'The layer whose output is given; what stands behind it is left away.' });

/** Up to where a model is frozen. */
export const frozenUpTo = () =>
  layerName({
    nothing: 'all layers',
    words: [[NONE_FROZEN, 'none: all is fine-tuned']],
    doc: 'Layers up to this one, in the model’s order, keep their weights and run as after training. What is frozen is computed once a sample.',
  });
