import type * as tf from '@tensorflow/tfjs';
import type { Slots } from './attend';
import type { LayerArgs } from './layer-config';
import { MultiHeadAttention } from './multi-head-attention';

interface Config {
  readonly headDim: number;
  readonly numQueryHeads: number;
  readonly numKeyValueHeads: number;
  readonly dropout?: number;
  readonly useBias?: boolean;
  readonly useCausalMask?: boolean;
  readonly slots: Slots;
}

/** Keras's `GroupQueryAttention`: several heads of queries share one of keys and values. */
export class GroupQueryAttention extends MultiHeadAttention {
  static override readonly className = 'GroupQueryAttention';
  readonly #config: Config;

  constructor(config: LayerArgs & Config) {
    const { headDim, numQueryHeads, numKeyValueHeads, ...rest } = config;
    super({ ...rest, numHeads: numQueryHeads, keyHeads: numKeyValueHeads, keyDim: headDim });
    this.#config = config;
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { headDim, numQueryHeads, numKeyValueHeads } = this.#config;
    return { ...super.getConfig(), headDim, numQueryHeads, numKeyValueHeads };
  }
}
