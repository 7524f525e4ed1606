import { StudioError } from '../../shared/studio-error';
import type { TrainingSettings } from '../../shared/training';

/**
 * One weight a class for the loss, or null where all count the same.
 *
 * @param targets class index of every sample of the data set
 * @param indices the training split
 */
export function classWeights(
  setting: TrainingSettings['class_weight'],
  labels: readonly string[],
  targets: Float64Array,
  indices: Uint32Array,
): Float32Array | null {
  if (setting === 'none') return null;
  const weights = new Float32Array(labels.length).fill(1);
  if (setting === 'balanced') {
    const counts = new Float64Array(labels.length);
    for (const index of indices) {
      const label = targets[index] ?? -1;
      if (label >= 0 && label < counts.length) counts[label] = (counts[label] ?? 0) + 1;
    }
    // scikit-learn's `balanced`; a class without samples never meets its weight.
    for (const [label, count] of counts.entries()) if (count > 0) weights[label] = indices.length / (labels.length * count);
    return weights;
  }
  for (const [label, weight] of Object.entries(setting)) {
    const at = labels.indexOf(label);
    if (at < 0) {
      throw new StudioError(`The class weights name “${label}”, which is not a class of the data.`, {
        expected: labels.slice(0, 20).join(', '),
        received: label,
        advice: 'Correct the class weights in the training settings.',
      });
    }
    weights[at] = weight;
  }
  return weights;
}
