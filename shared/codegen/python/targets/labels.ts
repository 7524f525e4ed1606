import { classLoss } from './class-losses';
import type { PythonTarget } from './define-python-target';

const f1 = (average: string): string => `keras.metrics.F1Score(average="${average}", threshold=0.5, name="${average}_f1_score")`;
const METRICS = `"binary_accuracy", ${f1('micro')}, ${f1('macro')}`;

/** Any number of some labels. */
export const labelsInPython: PythonTarget<'labels'> = {
  judgedBy: (plan) => ({ loss: classLoss(plan), metrics: METRICS, helpers: [] }),
  encode: (_plan, _state, values, learned) =>
    `np.array([[float(label in value) for label in ${learned}["labels"]] for value in ${values}], "float32")`,
  print: (_plan, _state, output, learned) => [`print([label for label, p in zip(${learned}["labels"], ${output}) if p >= 0.5])`],
};
