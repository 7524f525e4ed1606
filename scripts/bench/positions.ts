import * as tf from '@tensorflow/tfjs';

/** Adds a learned vector to each place: ViT's, which is not a node of the palette yet. */
export class BenchPositions extends tf.layers.Layer {
  static readonly className = 'BenchPositions';
  #table: tf.LayerVariable | null = null;

  override build(inputShape: (number | null)[] | (number | null)[][]): void {
    const [, ...shape] = inputShape as (number | null)[];
    this.#table = this.addWeight('embeddings', shape as number[], 'float32', tf.initializers.zeros());
    this.built = true;
  }

  override computeOutputShape(inputShape: (number | null)[]): (number | null)[] {
    return inputShape;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const [x] = Array.isArray(inputs) ? inputs : [inputs];
      if (!x || !this.#table) throw new Error('positions were called before they were built');
      return x.add(this.#table.read());
    });
  }
}
