import type { PythonTarget } from './define-python-target';
import { NUMBER_METRICS, numberLoss } from './value';

/** Several numbers, one a column. */
export const valuesInPython: PythonTarget<'values'> = {
  judgedBy: (plan) => ({ loss: numberLoss(plan), metrics: NUMBER_METRICS, helpers: [] }),
  encode: ({ standardize }, _state, values, learned) => {
    const rows = `np.array([value for value in ${values}], "float32")`;
    return standardize ? `(${rows} - np.array(${learned}["means"], "float32")) / np.array(${learned}["deviations"], "float32")` : rows;
  },
  print: ({ standardize }, _state, output, learned) => [
    `for column, number, mean, deviation in zip(${learned}["columns"], ${output}, ${learned}["means"], ${learned}["deviations"]):`,
    standardize ? '    print(column, number * deviation + mean)' : '    print(column, number)',
  ],
};
