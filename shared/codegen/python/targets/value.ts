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

/** Keras's metrics of numbers. The mean over several columns, each by itself, is R²'s. */
export const NUMBER_METRICS = '"mae", keras.metrics.RootMeanSquaredError(name="rmse"), keras.metrics.R2Score(name="r2")';

/** Keras's loss of numbers. */
export function numberLoss({ loss, delta }: { readonly loss: string; readonly delta?: number | undefined }): string {
  return loss === 'huber' && delta !== undefined && delta !== 1 ? lossCall('Huber', { delta }) : pyString(loss);
}

/** One number, or the quantiles of one. */
export const valueInPython: PythonTarget<'value'> = {
  judgedBy: (plan) => {
    if (plan.loss === 'quantile') return { loss: 'quantile_loss', metrics: 'mae', helpers: quantileHelpers(plan.quantiles ?? []) };
    return { loss: numberLoss(plan), metrics: NUMBER_METRICS, helpers: [] };
  },
  inUnits: ({ standardize, loss }, learned) =>
    standardize ? { metrics: loss === 'quantile' ? ['mae'] : ['mae', 'rmse'], factor: `${learned}["deviation"]` } : null,
  encode: ({ standardize }, _state, values, learned) =>
    standardize
      ? `np.array([[(value - ${learned}["mean"]) / ${learned}["deviation"]] for value in ${values}], "float32")`
      : `np.array([[value] for value in ${values}], "float32")`,
  print: ({ standardize, loss }, _state, output, learned) => {
    const said = loss === 'quantile' ? output : `${output}[0]`;
    return [standardize ? `print(${said} * ${learned}["deviation"] + ${learned}["mean"])` : `print(${said})`];
  },
};
