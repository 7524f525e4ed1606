import { pyString } from '../literal';
import { ROUND_LENGTH, writtenIds } from '../written';
import type { PythonTarget } from './define-python-target';
import { judgedByPlaces } from './places';

const CTC = `def ctc_loss(y_true, y_pred):
    """Connectionist temporal classification; 0 is the blank, and pads the targets."""
    return keras.losses.ctc(y_true, keras.ops.log(keras.ops.maximum(y_pred, 1e-30)))`;

/** A text that is written: by a decoder word by word, or (CTC) as a whole. */
export const sequenceInPython: PythonTarget<'sequence'> = {
  judgedBy: ({ node, loss, feed, tokens, label_smoothing }) => {
    const ids = writtenIds(tokens, node, `TARGETS[${pyString(node)}]["vocabulary"]`).source;
    // Where a decoder reads its target, that has brought `fill` along.
    const own = [...(feed === null ? [ROUND_LENGTH] : []), ids];
    if (loss === 'ctc') return { loss: 'ctc_loss', metrics: '', helpers: [...own, CTC] };
    const judged = judgedByPlaces(label_smoothing, 0, tokens.max_tokens);
    return { ...judged, helpers: [...own, ...judged.helpers] };
  },
  encode: ({ node, loss, length }, _state, values) => {
    const ids = loss === 'ctc' ? `ids_${node}(text)` : `[*ids_${node}(text), 3]`;
    return `fill([${ids} for text in ${values}], ${length ?? 'None'})`;
  },
  // Of a decoder the word behind the start; of CTC the likeliest character at every step, blanks ('') between.
  print: ({ loss }, _state, output, learned) => [
    `print([${learned}["vocabulary"][word] for word in ${loss === 'ctc' ? output : `${output}[:1]`}.argmax(axis=-1)])`,
  ],
};
