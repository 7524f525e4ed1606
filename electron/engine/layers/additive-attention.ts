import * as tf from '@tensorflow/tfjs';
import { pick } from './attend';
import { Attention } from './attention';
import { featuresOf, type SymbolicShape, shapeList } from './layer-config';

/** Keras's `AdditiveAttention`: Σ scale · tanh(query + key), without projections of its own. */
export class AdditiveAttention extends Attention {
  static override readonly className = 'AdditiveAttention';

  override build(inputShape: SymbolicShape | SymbolicShape[]): void {
    const query = pick(shapeList(inputShape), this.slots.query) ?? [];
    if (this.useScale) this.scale = this.addWeight('scale', [featuresOf(query)], 'float32', tf.initializers.ones());
    this.built = true;
  }

  protected override energies(query: tf.Tensor3D, key: tf.Tensor3D): tf.Tensor3D {
    const sum = query.expandDims(2).add(key.expandDims(1)).tanh() as tf.Tensor4D;
    if (!this.scale) return sum.sum(-1);
    const [batch, queries, keys, size] = sum.shape;
    // As a product with a column: the pairs' vectors, the largest tensors of all, are not written once more.
    const column = this.scale.read().reshape([size, 1]);
    return tf.matMul(sum.reshape([batch * queries * keys, size]), column as tf.Tensor2D).reshape([batch, queries, keys]);
  }
}
