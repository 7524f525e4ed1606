import * as tf from '@tensorflow/tfjs';
import { type LayerArgs, type SymbolicShape, shapeList, tensorList } from './layer-config';

const OPERATIONS = ['subtract', 'multiply', 'average', 'maximum', 'minimum'] as const;
type Operation = (typeof OPERATIONS)[number];

interface Config {
  readonly operation: Operation;
  /** `x0` and on: which of the inputs is which; `x0Mask`: where its mask is. An input may be several. */
  readonly slots: { readonly [part: string]: number };
}

/** A value with its mask, in its shape but for the features. */
interface Part {
  readonly x: tf.Tensor;
  readonly mask: tf.Tensor | null;
}

/** Keras's rule: what has fewer axes gets them behind the batch. */
function widened<T>(shape: readonly T[], rank: number, one: T): T[] {
  const [batch, ...rest] = shape;
  return batch === undefined ? [] : [batch, ...Array.from({ length: rank - shape.length }, () => one), ...rest];
}

const where = (mask: tf.Tensor, yes: tf.Tensor, no: tf.Tensor): tf.Tensor => yes.mul(mask).add(no.mul(tf.sub(1, mask)));

/** What merges values number by number, in Keras: shapes meet by its rules, and so does padding. */
export class Merge extends tf.layers.Layer {
  static readonly className = 'StudioMerge';
  readonly #config: Config;

  constructor(config: LayerArgs & Config) {
    super(config);
    this.#config = { operation: config.operation, slots: config.slots };
  }

  /** In the order in which they were wired. */
  #pick<T>(given: readonly T[], ending: '' | 'Mask'): (T | null)[] {
    const { slots } = this.#config;
    const count = Object.keys(slots).filter((part) => /^x\d+$/.test(part)).length;
    return Array.from({ length: count }, (_, i) => given[slots[`x${i}${ending}`] ?? -1] ?? null);
  }

  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape {
    const shapes = this.#pick(shapeList(inputShape), '').flatMap((shape) => (shape ? [shape] : []));
    const rank = Math.max(...shapes.map((shape) => shape.length));
    return shapes
      .map((shape) => widened<number | null>(shape, rank, 1))
      .reduce((a, b) =>
        a.map((size, axis) => (size === 1 ? (b[axis] ?? null) : size === null && b[axis] !== 1 ? (b[axis] ?? null) : size)),
      );
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const given = tensorList(inputs);
      const masks = this.#pick(given, 'Mask');
      const tensors = this.#pick(given, '').flatMap((x, i) => (x ? [{ x, mask: masks[i] ?? null }] : []));
      const rank = Math.max(...tensors.map(({ x }) => x.rank));
      // An axis put in loses the mask, in Keras too.
      const parts = tensors.map(({ x, mask }): Part => {
        return x.rank === rank ? { x, mask: mask?.expandDims(-1) ?? null } : { x: x.reshape(widened(x.shape, rank, 1)), mask: null };
      });
      return this.#merge(parts);
    });
  }

  #merge(parts: readonly Part[]): tf.Tensor {
    const [first, ...rest] = parts.map(({ x }) => x);
    if (!first) throw new Error('a merging layer was called with nothing');
    const { operation } = this.#config;
    switch (operation) {
      case 'subtract':
        return rest.reduce((a, b) => a.sub(b), first);
      case 'average':
        return rest.reduce((a, b) => a.add(b), first).div(parts.length);
      case 'multiply':
        return product(parts);
      case 'maximum':
        return most(parts, tf.maximum);
      case 'minimum':
        return most(parts, tf.minimum);
      default: {
        const unknown: never = operation;
        throw new Error(`no such way to merge: ${String(unknown)}`);
      }
    }
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), operation: this.#config.operation, slots: { ...this.#config.slots } };
  }
}

/** Padding counts as 1; where all is padding the product is 0. */
function product(parts: readonly Part[]): tf.Tensor {
  const all = parts.map(({ x, mask }) => (mask ? where(mask, x, tf.onesLike(x)) : x)).reduce((a, b) => a.mul(b));
  const masks = parts.flatMap(({ mask }) => mask ?? []);
  return masks.length === parts.length ? all.mul(masks.reduce((a, b) => a.maximum(b))) : all;
}

/** Stretched to a common shape; tfjs's maximum has no gradient where one side is shorter. */
function stretched(a: tf.Tensor, b: tf.Tensor): readonly [tf.Tensor, tf.Tensor] {
  if (a.shape.join() === b.shape.join()) return [a, b];
  return [a.add(tf.zerosLike(b)), b.add(tf.zerosLike(a))];
}

/** The largest, or the smallest: padding of one is left out where another is real. */
function most(parts: readonly Part[], choose: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor): tf.Tensor {
  return parts.reduce((before, { x, mask }) => {
    const now = mask ? where(mask, x, before.x) : x;
    const earlier = before.mask ? where(before.mask, before.x, now) : before.x;
    return { x: choose(...stretched(earlier, now)), mask: mask && before.mask ? mask.maximum(before.mask) : null };
  }).x;
}
