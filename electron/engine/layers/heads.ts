import type * as tf from '@tensorflow/tfjs';
import { type Parts, partsOf, type Slots } from './attend';

/** What attends, cut into heads. */
export interface HeadParts {
  /** [batch, heads, queries, size]. */
  readonly query: tf.Tensor4D;
  /** [batch, heads, keys, size]. */
  readonly key: tf.Tensor4D;
  /** [batch, heads, keys, value size]. */
  readonly value: tf.Tensor4D;
  /** 1 at real places, [batch, keys]; null: all are. */
  readonly real: tf.Tensor2D | null;
}

/** [batch, places, heads · size] → [batch, heads, places, size]. */
export function splitHeads(x: tf.Tensor, heads: number): tf.Tensor4D {
  const [batch = 1, places = 1, width = 1] = x.shape;
  return x.reshape([batch, places, heads, width / heads]).transpose([0, 2, 1, 3]) as tf.Tensor4D;
}

/** [batch, heads, places, size] → [batch, places, heads · size]. */
export function joinHeads(x: tf.Tensor): tf.Tensor3D {
  const [batch = 1, heads = 1, places = 1, size = 1] = x.shape;
  return x.transpose([0, 2, 1, 3]).reshape([batch, places, heads * size]) as tf.Tensor3D;
}

/** Where keys and values are both real: [batch, keys]; null: everywhere. */
export function realPlaces({ valueMask, keyMask }: Parts): tf.Tensor2D | null {
  if (!valueMask || !keyMask) return valueMask ?? keyMask;
  return valueMask.mul(keyMask);
}

/** A layer's inputs, each [batch, places, heads · size], in their parts and heads. */
export function headParts(inputs: readonly tf.Tensor[], slots: Slots, heads: number): HeadParts {
  const parts = partsOf(inputs, slots);
  return {
    query: splitHeads(parts.query, heads),
    key: splitHeads(parts.key, heads),
    value: splitHeads(parts.value, heads),
    real: realPlaces(parts),
  };
}
