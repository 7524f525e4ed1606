import * as tf from '@tensorflow/tfjs';
import { StudioError } from '../../../shared/studio-error';
import { featuresOf, firstShape, firstTensor, type LayerArgs, type SymbolicShape } from './layer-config';

interface Config {
  /** As many places as there are vectors for. */
  readonly sequenceLength: number;
}

/** x + P: a learned vector for every place (arXiv:1705.03122). A sequence may be shorter than the table. */
export class PositionEmbedding extends tf.layers.Layer {
  static readonly className = 'PositionEmbedding';
  readonly #length: number;
  #embeddings: tf.LayerVariable | null = null;

  constructor(config: LayerArgs & Config) {
    super(config);
    this.#length = config.sequenceLength;
  }

  override build(inputShape: SymbolicShape | SymbolicShape[]): void {
    this.#embeddings = this.addWeight('embeddings', [this.#length, featuresOf(firstShape(inputShape))], 'float32', tf.initializers.zeros());
    this.built = true;
  }

  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape {
    return firstShape(inputShape);
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = firstTensor(inputs) as tf.Tensor3D;
      if (!this.#embeddings) throw new Error('PositionEmbedding was called before it was built');
      const table = this.#embeddings.read() as tf.Tensor2D;
      const [, places, features] = x.shape;
      if (places > this.#length) {
        throw new StudioError(`A sequence of ${places} places came to a Position embedding that has vectors for ${this.#length}.`, {
          expected: `at most ${this.#length} places`,
          received: String(places),
          advice: 'Raise its sequence_length, or cut the texts: output_sequence_length of Text vectorization.',
        });
      }
      return x.add(places === this.#length ? table : table.slice([0, 0], [places, features]));
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), sequenceLength: this.#length };
  }
}
