import * as tf from '@tensorflow/tfjs';
import { featuresOf, firstShape, firstTensor, type LayerArgs, type SymbolicShape } from './layer-config';

interface Config {
  readonly count: number;
}

const after = (places: number | null | undefined, count: number): number | null => (typeof places === 'number' ? places + count : null);

/** Learned places before those of a sequence: a class token (arXiv:2010.11929), registers (arXiv:2309.16588). */
export class PrependTokens extends tf.layers.Layer {
  static readonly className = 'PrependTokens';
  readonly #count: number;
  #tokens: tf.LayerVariable | null = null;

  constructor(config: LayerArgs & Config) {
    super(config);
    this.#count = config.count;
  }

  override build(inputShape: SymbolicShape | SymbolicShape[]): void {
    this.#tokens = this.addWeight('tokens', [this.#count, featuresOf(firstShape(inputShape))], 'float32', tf.initializers.zeros());
    this.built = true;
  }

  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape {
    const [batch = null, places, features = null] = firstShape(inputShape);
    return [batch, after(places, this.#count), features];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = firstTensor(inputs) as tf.Tensor3D;
      if (!this.#tokens) throw new Error('PrependTokens was called before it was built');
      const tokens = this.#tokens
        .read()
        .expandDims(0)
        .mul(tf.ones([x.shape[0], 1, 1]));
      return tf.concat([tokens as tf.Tensor3D, x], 1);
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), count: this.#count };
  }
}

/** The mask of a sequence that got places before it, which are all real: [batch, places]. */
export class PrependOnes extends tf.layers.Layer {
  static readonly className = 'PrependOnes';
  readonly #count: number;

  constructor(config: LayerArgs & Config) {
    super(config);
    this.#count = config.count;
  }

  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape {
    const [batch = null, places] = firstShape(inputShape);
    return [batch, after(places, this.#count)];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const mask = firstTensor(inputs) as tf.Tensor2D;
      return tf.concat([tf.ones([mask.shape[0], this.#count]), mask], 1);
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), count: this.#count };
  }
}
