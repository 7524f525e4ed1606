import { type AttrValue, shapeProto, type TensorProto } from './proto';

/** The values of an operation's attributes, one maker a kind. */
export const attr = {
  type: (type: number): AttrValue => ({ type }),
  types: (types: readonly number[]): AttrValue => ({ list: { type: types } }),
  int: (i: number): AttrValue => ({ i }),
  ints: (i: readonly number[]): AttrValue => ({ list: { i } }),
  float: (f: number): AttrValue => ({ f }),
  bool: (b: boolean): AttrValue => ({ b }),
  string: (text: string): AttrValue => ({ s: Buffer.from(text, 'utf8') }),
  shape: (shape: readonly number[]): AttrValue => ({ shape: shapeProto(shape) }),
  shapes: (shapes: readonly (readonly number[])[]): AttrValue => ({ list: { shape: shapes.map(shapeProto) } }),
  func: (name: string): AttrValue => ({ func: { name } }),
  tensor: (tensor: TensorProto): AttrValue => ({ tensor }),
} as const;

/** Numbers as a message; `values` in the machine's order, which is little-endian wherever TensorFlow runs. */
export function tensorProto(dtype: number, shape: readonly number[], values: ArrayBufferView): TensorProto {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return { dtype, tensor_shape: shapeProto(shape), tensor_content: bytes };
}
