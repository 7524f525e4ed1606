import { StudioError } from '../../../studio-error';
import { pyNumber } from '../literal';
import type { PythonTarget } from './define-python-target';

/** Training boxes would need a training loop of its own in Keras: a SavedModel holds the trained model. */
function refuse(): never {
  throw new StudioError('A model that finds boxes is not written as a Keras script.', {
    expected: 'an output that Keras trains by itself',
    received: 'boxes, which are matched between two passes of the model',
    advice: 'Export it as a SavedModel or for TensorFlow.js: both hold the trained model, and its README says how boxes are read out.',
  });
}

/** Boxes: read out, not trained. */
export const boxesInPython: PythonTarget<'boxes'> = {
  judgedBy: refuse,
  encode: refuse,
  print: ({ classes, head }, _state, output, learned) =>
    head.form === 'set'
      ? [
          'import numpy as np',
          '# A row a query: logits of the classes and of “nothing”, then middle, width and height as parts of the picture.',
          `for row in ${output}:`,
          `    p = np.exp(row[:${classes + 1}] - row[:${classes + 1}].max())`,
          `    p = p[:${classes}] / p.sum()`,
          '    if p.max() >= 0.5:',
          `        print(${learned}["labels"][p.argmax()], p.max(), row[${classes + 1}:])`,
        ]
      : [
          'import numpy as np',
          '# A cell each: sigmoids of “here”, of x and y within the cell, of width and height; logits of the classes.',
          '# Of boxes that overlap keep the surest: tf.image.non_max_suppression.',
          `rows, columns = ${output}.shape[:2]`,
          `for at, cell in enumerate(${output}.reshape(rows * columns, -1)):`,
          '    here, x, y, width, height = 1 / (1 + np.exp(-cell[:5]))',
          '    p = np.exp(cell[5:] - cell[5:].max())',
          '    p = p / p.sum()',
          `    if here * p.max() >= ${pyNumber(0.5)}:`,
          `        print(${learned}["labels"][p.argmax()], here * p.max(), [(at % columns + x) / columns, (at // columns + y) / rows, width, height])`,
        ],
};
