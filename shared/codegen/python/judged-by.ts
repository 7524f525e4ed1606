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

const CTC = `def ctc_loss(y_true, y_pred):
    """Connectionist temporal classification; 0 is the blank, and pads the targets."""
    return keras.losses.ctc(y_true, keras.ops.log(keras.ops.maximum(y_pred, 1e-30)))`;

const PLACES_ACCURACY = `class PlacesAccuracy(keras.metrics.Mean):
    """The part of the real places that are told right."""

    def __init__(self, padding, **kwargs):
        super().__init__(**kwargs)
        self.padding = padding

    def update_state(self, y_true, y_pred, sample_weight=None):
        right = keras.ops.equal(keras.ops.cast(y_true, "int32"), keras.ops.cast(keras.ops.argmax(y_pred, axis=-1), "int32"))
        real = keras.ops.not_equal(y_true, self.padding)
        super().update_state(keras.ops.cast(right, "float32"), sample_weight=keras.ops.cast(real, "float32"))`;

const SMOOTHED = `def smoothed_crossentropy(padding, classes, smoothing):
    """Cross-entropy a place with smoothed targets, padding left out."""

    def loss(y_true, y_pred):
        real = keras.ops.not_equal(y_true, padding)
        hot = keras.ops.one_hot(keras.ops.where(real, y_true, 0), classes)
        losses = keras.losses.categorical_crossentropy(hot, y_pred, label_smoothing=smoothing)
        losses._keras_mask = real
        return losses

    return loss`;

const placesHelpers = (smoothing: number): string[] => [PLACES_ACCURACY, ...(smoothing > 0 ? [SMOOTHED] : [])];

/** The mean over all real places of a batch, which is what Keras makes of places that are left out. */
function placesLoss(smoothing: number, padding: number, classes: number): string {
  if (smoothing > 0) return `smoothed_crossentropy(${padding}, ${classes}, ${pyNumber(smoothing)})`;
  return call('SparseCategoricalCrossentropy', { ignore_class: padding });
}

/** Keras's loss and metrics of an output. */
export function judgedBy(t: TargetPlan): JudgedBy {
  switch (t.kind) {
    case 'classes':
      return { loss: classesLoss(t), metrics: '"accuracy"', helpers: [] };
    case 'labels':
      return { loss: classesLoss(t), metrics: '"binary_accuracy"', helpers: [] };
    case 'tags':
      return {
        loss: placesLoss(t.label_smoothing, -1, t.tags),
        metrics: 'PlacesAccuracy(-1, name="accuracy")',
        helpers: placesHelpers(t.label_smoothing),
      };
    case 'sequence':
      if (t.loss === 'ctc') return { loss: 'ctc_loss', metrics: '', helpers: [CTC] };
      return {
        loss: placesLoss(t.label_smoothing, 0, t.tokens.max_tokens),
        metrics: 'PlacesAccuracy(0, name="accuracy")',
        helpers: placesHelpers(t.label_smoothing),
      };
    case 'value': {
      if (t.loss === 'quantile') return { loss: 'quantile_loss', metrics: 'mae', helpers: quantileHelpers(t.quantiles ?? []) };
      const own = t.loss === 'huber' && t.delta !== undefined && t.delta !== 1;
      return { loss: own ? call('Huber', { delta: t.delta }) : pyString(t.loss), metrics: '"mae"', helpers: [] };
    }
  }
}
