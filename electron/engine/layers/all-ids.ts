import * as tf from '@tensorflow/tfjs';
import type { LayerArgs, SymbolicShape } from './layer-config';

interface Config {
  readonly count: number;
}

/** The ids 0, 1, 2, … whatever comes in: [1, count]. With an Embedding behind it, all of its vectors. */
export class AllIds extends tf.layers.Layer {
  static readonly className = 'AllIds';
  readonly #count: number;

  constructor(config: LayerArgs & Config) {
    super(config);
    this.#count = config.count;
  }

  override computeOutputShape(): SymbolicShape {
    return [1, this.#count];
  }

  override call(): tf.Tensor {
    return tf.tidy(() => tf.range(0, this.#count, 1, 'int32').expandDims(0));
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), count: this.#count };
  }
}
