import { pyNumber } from '../literal';
import { type JudgedBy, lossCall } from './define-python-target';

const ACCURACY = `class PlacesAccuracy(keras.metrics.Mean):
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

/**
 * A class a place: the mean over all real places of a batch, which is what Keras makes of places that are left out.
 *
 * @param padding what stands in the target where there is no place
 */
export function judgedByPlaces(smoothing: number, padding: number, classes: number): JudgedBy {
  return {
    loss:
      smoothing > 0
        ? `smoothed_crossentropy(${padding}, ${classes}, ${pyNumber(smoothing)})`
        : lossCall('SparseCategoricalCrossentropy', { ignore_class: padding }),
    metrics: `PlacesAccuracy(${padding}, name="accuracy")`,
    helpers: [ACCURACY, ...(smoothing > 0 ? [SMOOTHED] : [])],
  };
}
