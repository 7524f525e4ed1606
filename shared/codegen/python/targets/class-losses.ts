import type { TargetPlanOf } from '../../../graph/feed';
import { pyString } from '../literal';
import { lossCall } from './define-python-target';

/** Keras's loss of probabilities of classes or labels. */
export function classLoss(t: TargetPlanOf<'classes'> | TargetPlanOf<'labels'>): string {
  const label_smoothing = t.label_smoothing === 0 ? null : t.label_smoothing;
  const { alpha, gamma } = t;
  switch (t.loss) {
    case 'categorical_crossentropy':
      return label_smoothing === null ? pyString(t.loss) : lossCall('CategoricalCrossentropy', { label_smoothing });
    case 'categorical_focal_crossentropy':
      return lossCall('CategoricalFocalCrossentropy', { alpha, gamma, label_smoothing });
    case 'binary_crossentropy':
      return label_smoothing === null ? pyString(t.loss) : lossCall('BinaryCrossentropy', { label_smoothing });
    case 'binary_focal_crossentropy': {
      const balanced = alpha === undefined ? null : 'True';
      return lossCall('BinaryFocalCrossentropy', { apply_class_balancing: balanced, alpha, gamma, label_smoothing });
    }
  }
}
