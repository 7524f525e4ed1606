import type { Attrs } from './proto';
import type { TensorSpec } from './scope';

/** What a shape function may ask: the inputs' specs, and the numbers of those that are constants. */
export interface OpCall {
  readonly op: string;
  readonly attrs: Attrs;
  readonly inputs: readonly TensorSpec[];
  /** The numbers of an input that is a constant; null: known only when it runs. */
  constant(index: number): readonly number[] | null;
}

export const specAt = (call: OpCall, index: number): TensorSpec => {
  const spec = call.inputs[index];
  if (!spec) throw new Error(`${call.op} lacks its input ${index}`);
  return spec;
};
export const constantAt = (call: OpCall, index: number): readonly number[] => {
  const values = call.constant(index);
  if (!values) throw new Error(`${call.op}: input ${index} is not a constant`);
  return values;
};
export const intAttr = (call: OpCall, name: string, absent: number): number => {
  const value = call.attrs[name];
  return value && 'i' in value ? value.i : absent;
};
export const intsAttr = (call: OpCall, name: string): readonly number[] => {
  const value = call.attrs[name];
  return value && 'list' in value ? (value.list.i ?? []) : [];
};
export const boolAttr = (call: OpCall, name: string): boolean => {
  const value = call.attrs[name];
  return value !== undefined && 'b' in value && value.b;
};
export const typeAttr = (call: OpCall, name: string, absent: number): number => {
  const value = call.attrs[name];
  return value && 'type' in value ? value.type : absent;
};
export const textAttr = (call: OpCall, name: string): string => {
  const value = call.attrs[name];
  return value && 's' in value ? Buffer.from(value.s).toString('utf8') : '';
};
