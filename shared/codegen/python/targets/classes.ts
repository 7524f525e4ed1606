import type { TargetPlanOf } from '../../../graph/feed';
import { isBinary } from '../../../graph/targets/binary';
import { classLoss } from './class-losses';
import type { PythonTarget } from './define-python-target';

/** Above so many the area under the curve takes too much memory. */
const MOST_AREAS = 100;

/** Keras's metrics that are no mean over samples. Its AUC goes by 200 thresholds, the application's by all. */
function wholeSplit({ loss, classes }: TargetPlanOf<'classes'>): string[] {
  if (isBinary(loss)) return ['keras.metrics.F1Score(threshold=0.5, name="f1_score")', 'keras.metrics.AUC(name="auc")'];
  const area = `keras.metrics.AUC(multi_label=True, num_labels=${classes}, name="auc")`;
  return ['keras.metrics.F1Score(average="macro", name="f1_score")', ...(classes <= MOST_AREAS ? [area] : [])];
}

/** One of some classes. */
export const classesInPython: PythonTarget<'classes'> = {
  judgedBy: (plan) => ({ loss: classLoss(plan), metrics: ['"accuracy"', ...wholeSplit(plan)].join(', '), helpers: [] }),
  encode: ({ loss }, { labels }, values, learned) =>
    isBinary(loss)
      ? `np.array([[${learned}["labels"].index(value)] for value in ${values}], "float32")`
      : `np.eye(${labels.length}, dtype="float32")[[${learned}["labels"].index(value) for value in ${values}]]`,
  print: ({ loss }, _state, output, learned) =>
    isBinary(loss)
      ? [`best = int(${output}[0] >= 0.5)`, `print(${learned}["labels"][best], ${output}[0] if best else 1 - ${output}[0])`]
      : [`best = ${output}.argmax()`, `print(${learned}["labels"][best], ${output}[best])`],
};
