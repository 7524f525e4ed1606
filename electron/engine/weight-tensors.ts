import { tensor } from '@tensorflow/tfjs';
import type { NamedTensor } from './checkpoint/safetensors';
import type { NamedWeight } from './named-weights';

/** A copy of every weight, off the device. */
export function readWeights(weights: readonly NamedWeight[]): NamedTensor[] {
  return weights.map(({ name, variable }) => ({ name, shape: variable.shape, data: variable.dataSync<'float32'>().slice() }));
}

/** Sets every weight; throws, with nothing changed, when one is missing or of another shape. */
export function writeWeights(weights: readonly NamedWeight[], saved: ReadonlyMap<string, NamedTensor>): void {
  const found = weights.map((weight) => {
    const value = saved.get(weight.name);
    if (!value || value.shape.join() !== weight.variable.shape.join()) {
      throw new Error(`the checkpoint has no weight “${weight.name}” of shape ${weight.variable.shape.join('×')}`);
    }
    return { weight, value };
  });
  for (const { weight, value } of found) {
    const next = tensor(value.data, [...value.shape], weight.variable.dtype);
    weight.variable.assign(next);
    next.dispose();
  }
}
