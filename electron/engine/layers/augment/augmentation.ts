import * as tf from '@tensorflow/tfjs';
import { firstShape, firstTensor, isTraining, type LayerArgs, type SymbolicShape } from '../layer-config';

/** What changes samples at random while training, every sample in its own way, and hands them on as they are afterwards. */
export abstract class Augmentation<C extends object> extends tf.layers.Layer {
  protected readonly settings: C;

  constructor(args: LayerArgs & C) {
    super(args);
    const { name: _name, dtype: _dtype, trainable: _trainable, ...settings } = args as LayerArgs & C;
    this.settings = settings as unknown as C;
  }

  /** The samples [batch, …] as a training step sees them: the same shape. */
  protected abstract changed(x: tf.Tensor): tf.Tensor;

  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape {
    return firstShape(inputShape);
  }

  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: { readonly [name: string]: unknown }): tf.Tensor {
    const x = firstTensor(inputs);
    return isTraining(kwargs) ? tf.tidy(() => this.changed(x)) : x;
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), ...(this.settings as tf.serialization.ConfigDict) };
  }
}

/** `changed` where the mask [batch, 1, …] of zeros and ones has a one, else `x`: exact, and both have gradients. */
export function chosen(mask: tf.Tensor, changed: tf.Tensor, x: tf.Tensor): tf.Tensor {
  return changed.mul(mask).add(x.mul(tf.sub(1, mask)));
}
