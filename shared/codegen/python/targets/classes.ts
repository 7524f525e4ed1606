import { isBinary } from '../../../graph/targets/binary';
import { classLoss } from './class-losses';
import type { PythonTarget } from './define-python-target';

/** One of some classes. */
export const classesInPython: PythonTarget<'classes'> = {
  judgedBy: (plan) => ({ loss: classLoss(plan), metrics: '"accuracy"', helpers: [] }),
  encode: ({ loss }, { labels }, values, learned) =>
    isBinary(loss)
      ? `np.array([[${learned}["labels"].index(value)] for value in ${values}], "float32")`
      : `np.eye(${labels.length}, dtype="float32")[[${learned}["labels"].index(value) for value in ${values}]]`,
  print: ({ loss }, _state, output, learned) =>
    isBinary(loss)
      ? [`best = int(${output}[0] >= 0.5)`, `print(${learned}["labels"][best], ${output}[0] if best else 1 - ${output}[0])`]
      : [`best = ${output}.argmax()`, `print(${learned}["labels"][best], ${output}[best])`],
};
