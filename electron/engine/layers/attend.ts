import * as tf from '@tensorflow/tfjs';
import { dropoutMask } from '../randomness';

/** Which input plays which part: tfjs frees a tensor too early where one layer takes it twice, so each comes once. */
export interface Slots {
  readonly query: number;
  readonly value: number;
  readonly key: number;
  readonly queryMask?: number;
  readonly valueMask?: number;
  readonly keyMask?: number;
  readonly attentionMask?: number;
}

export interface Parts {
  readonly query: tf.Tensor3D;
  readonly value: tf.Tensor3D;
  readonly key: tf.Tensor3D;
  readonly queryMask: tf.Tensor2D | null;
  readonly valueMask: tf.Tensor2D | null;
  readonly keyMask: tf.Tensor2D | null;
  /** Not 0 where a query may look at a key: [batch, queries or 1, keys]. */
  readonly attentionMask: tf.Tensor3D | null;
}

/** Picks the parts out of a layer's inputs (or their shapes). */
export function pick<T>(list: readonly T[], slot: number | undefined): T | null {
  return slot === undefined ? null : (list[slot] ?? null);
}

export function partsOf(inputs: readonly tf.Tensor[], slots: Slots): Parts {
  const query = pick(inputs, slots.query);
  const value = pick(inputs, slots.value);
  const key = pick(inputs, slots.key);
  if (!query || !value || !key) throw new Error('attention was called without query, value or key');
  return {
    query: query as tf.Tensor3D,
    value: value as tf.Tensor3D,
    key: key as tf.Tensor3D,
    queryMask: pick(inputs, slots.queryMask) as tf.Tensor2D | null,
    valueMask: pick(inputs, slots.valueMask) as tf.Tensor2D | null,
    keyMask: pick(inputs, slots.keyMask) as tf.Tensor2D | null,
    attentionMask: pick(inputs, slots.attentionMask) as tf.Tensor3D | null,
  };
}

/** 1 where row i may look at column j ≤ i, else 0: [queries, keys]. */
export function causalMask(queries: number, keys: number): tf.Tensor2D {
  const values = new Float32Array(queries * keys);
  for (let i = 0; i < queries; i++) values.fill(1, i * keys, i * keys + Math.min(i + 1, keys));
  return tf.tensor2d(values, [queries, keys]);
}

/** Keras's `Attention` and `AdditiveAttention` after the energies: mask, softmax, weighted sum, mask of the query. */
export function attend(
  energies: tf.Tensor3D,
  parts: Parts,
  options: { readonly causal: boolean; readonly dropout: number; readonly training: boolean; readonly layer: string },
): [tf.Tensor, tf.Tensor] {
  let masked: tf.Tensor = energies;
  let allowed: tf.Tensor | null = parts.valueMask?.expandDims(1) ?? null;
  if (options.causal) {
    const causal = causalMask(energies.shape[1], energies.shape[2]);
    allowed = allowed ? allowed.mul(causal) : causal;
  }
  // Keras's own large number: a row without any place left becomes uniform.
  if (allowed) masked = energies.sub(tf.sub(1, allowed).mul(1e9));
  const scores = tf.softmax(masked, -1);
  const used = options.training && options.dropout > 0 ? scores.mul(dropoutMask(scores.shape, options.dropout, options.layer)) : scores;
  const context = tf.matMul(used as tf.Tensor3D, parts.value);
  return [parts.queryMask ? context.mul(parts.queryMask.expandDims(-1)) : context, scores];
}
