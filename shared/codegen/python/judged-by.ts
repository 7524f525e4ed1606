import type { TargetPlan, TargetPlanOf } from '../../graph/feed';
import { middleQuantile } from '../../graph/targets/middle-quantile';
import { pyNumber, pyString } from './literal';

/** How Keras judges an output: its loss and metrics as expressions, and the functions that those need. */
export interface JudgedBy {
  readonly loss: string;
  /** With commas between. */
  readonly metrics: string;
  readonly helpers: readonly string[];
}

function call(name: string, args: { readonly [keyword: string]: number | string | null | undefined }): string {
  const given = Object.entries(args).flatMap(([keyword, value]) =>
    value === null || value === undefined ? [] : [`${keyword}=${typeof value === 'number' ? pyNumber(value) : value}`],
  );
  return `keras.losses.${name}(${given.join(', ')})`;
}

function classesLoss(t: TargetPlanOf<'classes'> | TargetPlanOf<'labels'>): string {
  const label_smoothing = t.label_smoothing === 0 ? null : t.label_smoothing;
  const { alpha, gamma } = t;
  switch (t.loss) {
    case 'categorical_crossentropy':
      return label_smoothing === null ? pyString(t.loss) : call('CategoricalCrossentropy', { label_smoothing });
    case 'categorical_focal_crossentropy':
      return call('CategoricalFocalCrossentropy', { alpha, gamma, label_smoothing });
    case 'binary_crossentropy':
      return label_smoothing === null ? pyString(t.loss) : call('BinaryCrossentropy', { label_smoothing });
    case 'binary_focal_crossentropy': {
      const balanced = alpha === undefined ? null : 'True';
      return call('BinaryFocalCrossentropy', { apply_class_balancing: balanced, alpha, gamma, label_smoothing });
    }
  }
}

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

/** Keras's loss and metrics of an output. */
export function judgedBy(t: TargetPlan): JudgedBy {
  switch (t.kind) {
    case 'classes':
      return { loss: classesLoss(t), metrics: '"accuracy"', helpers: [] };
    case 'labels':
      return { loss: classesLoss(t), metrics: '"binary_accuracy"', helpers: [] };
    case 'value': {
      if (t.loss === 'quantile') return { loss: 'quantile_loss', metrics: 'mae', helpers: quantileHelpers(t.quantiles ?? []) };
      const own = t.loss === 'huber' && t.delta !== undefined && t.delta !== 1;
      return { loss: own ? call('Huber', { delta: t.delta }) : pyString(t.loss), metrics: '"mae"', helpers: [] };
    }
  }
}
