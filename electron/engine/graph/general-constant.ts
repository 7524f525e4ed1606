import { attr } from './attrs';
import type { Constants } from './constants';
import { DT } from './proto';
import type { Ref, Scope, TensorSpec } from './scope';
import { NotGeneral, type SizeTable } from './size-table';
import type { ConstantValue } from './unfold';

export interface ConstantMakers {
  readonly scope: Scope;
  readonly constants: Constants;
  readonly sizes: SizeTable;
}

const sameShape = (a: TensorSpec, b: TensorSpec): boolean => a.shape.join() === b.shape.join();
const sameValues = (a: ConstantValue, b: ConstantValue): boolean =>
  a.values.length === b.values.length && a.values.every((x, i) => Object.is(x, b.values[i]));

/** 1 on and below the diagonal, else 0: what may be looked at where nothing later may. */
function isTriangle({ shape, values }: ConstantValue): boolean {
  const [, width = 1] = shape;
  return shape.length === 2 && values.every((value, i) => value === (i % width <= Math.floor(i / width) ? 1 : 0));
}

function emit(scope: Scope, op: string, inputs: readonly Ref[], attrs: Parameters<Scope['emit']>[2], output: TensorSpec): Ref {
  const [ref] = scope.emit(op, inputs, attrs, [output]);
  if (!ref) throw new Error(`${op} gave nothing`);
  return ref;
}

/**
 * A constant of several takes: as it is where all have the same, else computed from the sizes that it follows. Throws
 * `NotGeneral`.
 */
export function generalConstant(takes: readonly ConstantValue[], { scope, constants, sizes }: ConstantMakers): Ref {
  const [first] = takes;
  if (!first) throw new Error('no takes');
  const { dtype, shape, values } = first;
  const oneForm = takes.every((take) => sameShape(take, first));
  if (oneForm && takes.every((take) => sameValues(take, first))) return constants.add(dtype, shape, values);
  if (oneForm) {
    if (dtype !== DT.int32) throw new NotGeneral('numbers that it computes in JavaScript depend on the sizes of its inputs');
    const elements = Array.from(values, (_, i) => takes.map((take) => take.values[i] ?? 0));
    if (shape.length === 0) return sizes.scalar(elements[0] ?? []);
    const flat = sizes.vector(elements);
    if (shape.length === 1) return flat;
    return emit(scope, 'Reshape', [flat, constants.ints(shape)], { T: attr.type(DT.int32), Tshape: attr.type(DT.int32) }, { dtype, shape });
  }
  const form = (): Ref => sizes.vector(shape.map((_, axis) => takes.map((take) => take.shape[axis] ?? 0)));
  const filled = (value: ConstantValue['values']): Ref =>
    emit(
      scope,
      'Fill',
      [form(), constants.add(dtype, [], value)],
      { T: attr.type(dtype), index_type: attr.type(DT.int32) },
      { dtype, shape },
    );
  const sameRank = takes.every((take) => take.shape.length === shape.length);
  if (sameRank && takes.every((take) => take.values.every((value) => Object.is(value, values[0])))) return filled(values.slice(0, 1));
  if (dtype === DT.float && takes.every(isTriangle)) {
    const attrs = { T: attr.type(dtype), Tindex: attr.type(DT.int32) };
    return emit(scope, 'MatrixBandPart', [filled(Float32Array.of(1)), constants.int(-1), constants.int(0)], attrs, { dtype, shape });
  }
  throw new NotGeneral('a table that it makes in JavaScript depends on the sizes of its inputs');
}
