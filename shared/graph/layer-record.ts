import type { JsonObject } from '../json';

/** One output of one layer. */
export interface TensorRef {
  readonly layer: string;
  readonly output: number;
}

/**
 * One Keras layer, written as Keras writes it: the common source of the tfjs model, the Keras
 * export and the Python script. Node types produce these and never see tfjs.
 */
export interface LayerRecord {
  /** Unique in the model: the node's id, or `<id>_<part>` for the parts of a composite. */
  readonly name: string;
  /** Keras's class: `Conv2D`, `MultiHeadAttention`; ours are registered under their own name. */
  readonly class_name: string;
  /** Keras's constructor keywords, without `name`. */
  readonly config: JsonObject;
  readonly inbound: readonly TensorRef[];
  /** The last inputs have names: Keras's `call` takes them as keywords (`attention_mask`). */
  readonly keywords?: readonly string[] | undefined;
  /** Keywords of Keras's `call` (`use_causal_mask`); our tfjs layers take them as config. */
  readonly call?: JsonObject | undefined;
  /** What the learning rate of its weights is multiplied with; absent: 1. Keras has no keyword for it. */
  readonly learning_rate_factor?: number;
  /** The name of an earlier record whose layer, weights and all, is called again here. */
  readonly shares?: string | undefined;
}
