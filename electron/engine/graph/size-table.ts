import { attr } from './attrs';
import type { Constants } from './constants';
import { DT } from './proto';
import type { Ref, Scope, TensorSpec } from './scope';

/** One size in several takes of the same computation, one number a take. */
export type Sizes = readonly number[];

/** A computation whose sizes cannot be told from those of its inputs. The message says why, in words for people. */
export class NotGeneral extends Error {
  constructor(why: string) {
    super(why);
    this.name = 'NotGeneral';
  }
}

export const areEqual = (sizes: Sizes): boolean => sizes.every((size) => size === sizes[0]);

const INT: TensorSpec = { dtype: DT.int32, shape: [] };

/** A size as whole numbers of another: factor · from + offset. */
function line(from: Sizes, to: Sizes): { readonly factor: number; readonly offset: number } | null {
  const [x0 = 0, y0 = 0] = [from[0], to[0]];
  const other = from.findIndex((x) => x !== x0);
  if (other < 0) return null;
  const factor = ((to[other] ?? 0) - y0) / ((from[other] ?? 0) - x0);
  const offset = y0 - factor * x0;
  if (!Number.isInteger(factor) || factor === 0) return null;
  return from.every((x, i) => factor * x + offset === to[i]) ? { factor, offset } : null;
}

/**
 * Where sizes that differ from take to take can be read while the graph runs: at the sides of the tensors that are there.
 * A side that is equal in every take (their sizes are chosen to tell them apart) is taken for the same size.
 */
export class SizeTable {
  readonly #scope: Scope;
  readonly #constants: Constants;
  /** In the order in which they were made, so that the function's own arguments come first. */
  readonly #sides = new Map<string, { readonly sizes: Sizes; readonly tensor: Ref; readonly axis: number }>();
  readonly #shapes = new Map<Ref, Ref>();
  readonly #scalars = new Map<string, Ref>();

  constructor(scope: Scope, constants: Constants) {
    this.#scope = scope;
    this.#constants = constants;
  }

  /** Remembers a tensor's sides. `shapes`: one a take, of the same rank. */
  note(tensor: Ref, shapes: readonly (readonly number[])[]): void {
    for (const axis of tensor.shape.keys()) {
      const sizes = shapes.map((shape) => shape[axis] ?? 0);
      const key = sizes.join();
      if (!areEqual(sizes) && !this.#sides.has(key)) this.#sides.set(key, { sizes, tensor, axis });
    }
  }

  /** The size as a tensor. Throws `NotGeneral`. */
  scalar(sizes: Sizes): Ref {
    if (areEqual(sizes)) return this.#constants.int(sizes[0] ?? 0);
    const key = sizes.join();
    const known = this.#scalars.get(key);
    if (known) return known;
    const made = this.#make(sizes);
    this.#scalars.set(key, made);
    return made;
  }

  /** Sizes as one tensor of them. */
  vector(list: readonly Sizes[]): Ref {
    if (list.every(areEqual)) return this.#constants.ints(list.map((sizes) => sizes[0] ?? 0));
    const parts = list.map((sizes) => this.scalar(sizes));
    const attrs = { N: attr.int(parts.length), T: attr.type(DT.int32), axis: attr.int(0) };
    return this.#emit('Pack', parts, attrs, { dtype: DT.int32, shape: [parts.length] });
  }

  #make(sizes: Sizes): Ref {
    const same = this.#sides.get(sizes.join());
    if (same) return this.#read(same.tensor, same.axis);
    const sides = [...this.#sides.values()];
    for (const side of sides) {
      const found = line(side.sizes, sizes);
      if (found?.offset === 0) return this.#times(this.scalar(side.sizes), this.#constants.int(found.factor));
    }
    for (const [i, one] of sides.entries()) {
      for (const other of sides.slice(i)) {
        const product = one.sizes.map((size, take) => size * (other.sizes[take] ?? 0));
        const factor = (sizes[0] ?? 0) / (product[0] ?? 1);
        if (!Number.isInteger(factor) || !product.every((size, take) => size * factor === sizes[take])) continue;
        const both = this.#times(this.scalar(one.sizes), this.scalar(other.sizes));
        return factor === 1 ? both : this.#times(both, this.#constants.int(factor));
      }
    }
    for (const side of sides) {
      const found = line(side.sizes, sizes);
      if (!found) continue;
      const { factor, offset } = found;
      const scaled = factor === 1 ? this.scalar(side.sizes) : this.#times(this.scalar(side.sizes), this.#constants.int(factor));
      return this.#emit('AddV2', [scaled, this.#constants.int(offset)], { T: attr.type(DT.int32) }, INT);
    }
    throw new NotGeneral('one of its sizes does not follow from the sizes of its inputs');
  }

  #times(a: Ref, b: Ref): Ref {
    return this.#emit('Mul', [a, b], { T: attr.type(DT.int32) }, INT);
  }

  #read(tensor: Ref, axis: number): Ref {
    const types = { T: attr.type(tensor.dtype), out_type: attr.type(DT.int32) };
    const shape = this.#shapes.get(tensor) ?? this.#emit('Shape', [tensor], types, { dtype: DT.int32, shape: [tensor.shape.length] });
    this.#shapes.set(tensor, shape);
    const masks = { begin_mask: 0, end_mask: 0, ellipsis_mask: 0, new_axis_mask: 0, shrink_axis_mask: 1 };
    const attrs = Object.fromEntries(Object.entries(masks).map(([name, mask]) => [name, attr.int(mask)]));
    const [from, to] = [this.#constants.ints([axis]), this.#constants.ints([axis + 1])];
    return this.#emit(
      'StridedSlice',
      [shape, from, to, this.#constants.ints([1])],
      { ...attrs, T: attr.type(DT.int32), Index: attr.type(DT.int32) },
      INT,
    );
  }

  #emit(...[op, inputs, attrs, output]: [string, readonly Ref[], Parameters<Scope['emit']>[2], TensorSpec]): Ref {
    const [ref] = this.#scope.emit(op, inputs, attrs, [output]);
    if (!ref) throw new Error(`${op} gave nothing`);
    return ref;
  }
}
