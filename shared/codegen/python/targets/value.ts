import { middleQuantile } from '../../../graph/targets/middle-quantile';
import { pyNumber, pyString } from '../literal';
import { lossCall, type PythonTarget } from './define-python-target';

/** The mean over samples and quantiles of max(τ (y − q), (τ − 1) (y − q)), and the absolute error of the middle quantile. */
function quantileHelpers(quantiles: readonly number[]): string[] {
  const middle = middleQuantile(quantiles);
  return [
    `def quantile_loss(y_true, y_pred):
    """The pinball loss: least where a given part of the values lies below each output."""
    quantiles = keras.ops.convert_to_tensor([${quantiles.map(pyNumber).join(', ')}], "float32")
    over = y_true - y_pred
    return keras.ops.mean(keras.ops.maximum(quantiles * over, (quantiles - 1) * over), axis=-1)


def mae(y_true, y_pred):
    """The absolute error of the middle quantile."""
    return keras.ops.mean(keras.ops.abs(y_true - y_pred[:, ${middle}:${middle + 1}]), axis=-1)`,
  ];
}

/** One number, or the quantiles of one. */
export const valueInPython: PythonTarget<'value'> = {
  judgedBy: (plan) => {
    if (plan.loss === 'quantile') return { loss: 'quantile_loss', metrics: 'mae', helpers: quantileHelpers(plan.quantiles ?? []) };
    const own = plan.loss === 'huber' && plan.delta !== undefined && plan.delta !== 1;
    return { loss: own ? lossCall('Huber', { delta: plan.delta }) : pyString(plan.loss), metrics: '"mae"', helpers: [] };
  },
  encode: ({ standardize }, _state, values, learned) =>
    standardize
      ? `np.array([[(value - ${learned}["mean"]) / ${learned}["deviation"]] for value in ${values}], "float32")`
      : `np.array([[value] for value in ${values}], "float32")`,
  print: ({ standardize, loss }, _state, output, learned) => {
    const said = loss === 'quantile' ? output : `${output}[0]`;
    return [standardize ? `print(${said} * ${learned}["deviation"] + ${learned}["mean"])` : `print(${said})`];
  },
};
