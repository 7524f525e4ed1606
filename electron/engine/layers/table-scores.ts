import * as tf from '@tensorflow/tfjs';
import { StudioError } from '../../../shared/studio-error';
import { type SymbolicShape, shapeList, tensorList } from './layer-config';

/** x [batch, …, features] times each vector of a table [1, vectors, features]: [batch, …, vectors]. */
export class TableScores extends tf.layers.Layer {
  static readonly className = 'TableScores';

  override build(inputShape: SymbolicShape | SymbolicShape[]): void {
    const [x = [], table = []] = shapeList(inputShape);
    const [own, theirs] = [x.at(-1), table.at(-1)];
    if (own !== theirs) {
      throw new StudioError('The vectors of the tied Embedding and what is compared with them do not have the same length.', {
        expected: `${theirs} features, as its output_dim`,
        received: String(own),
        advice: 'Put a Dense layer of that many units before the Next item node, or give it weights of its own.',
      });
    }
    this.built = true;
  }

  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape {
    const [x = [], table = []] = shapeList(inputShape);
    return [...x.slice(0, -1), table.at(-2) ?? null];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const [x, table] = tensorList(inputs);
      if (!x || !table) throw new Error('TableScores was called without two tensors');
      const [, vectors = 1, features = 1] = table.shape;
      const scores = x.reshape([-1, features]).matMul(table.reshape([vectors, features]), false, true);
      return scores.reshape([...x.shape.slice(0, -1), vectors]);
    });
  }
}
