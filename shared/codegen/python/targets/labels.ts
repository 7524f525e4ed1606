import { classLoss } from './class-losses';
import type { PythonTarget } from './define-python-target';

/** Any number of some labels. */
export const labelsInPython: PythonTarget<'labels'> = {
  judgedBy: (plan) => ({ loss: classLoss(plan), metrics: '"binary_accuracy"', helpers: [] }),
  encode: (_plan, _state, values, learned) =>
    `np.array([[float(label in value) for label in ${learned}["labels"]] for value in ${values}], "float32")`,
  print: (_plan, _state, output, learned) => [`print([label for label, p in zip(${learned}["labels"], ${output}) if p >= 0.5])`],
};
