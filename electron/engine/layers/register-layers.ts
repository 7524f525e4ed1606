import * as tf from '@tensorflow/tfjs';
import { OUR_LAYERS } from './registry.gen';

/** Makes tfjs able to read ours from a topology. Can be called again. */
export function registerLayers(): void {
  for (const layer of OUR_LAYERS) tf.serialization.registerClass(layer);
}
