import type { InputSpecs } from './define-node';
import type { TensorRef } from './layer-record';
import type { ValueSpec } from './spec';

/** The value at a required port. `inferGraph` calls a node's rules only with every required wire there. */
export function inputOf(inputs: InputSpecs, port: string): ValueSpec {
  const [spec] = inputs[port] ?? [];
  if (!spec) throw new Error(`no value at the required port “${port}”`);
  return spec;
}

/** The size of the last axis where it is a number. */
export function lastSize(spec: ValueSpec): number | null {
  const last = spec.shape.at(-1);
  return typeof last === 'number' ? last : null;
}

/** The tensor at a required port. */
export function refOf(refs: { readonly [port: string]: readonly TensorRef[] }, port: string): TensorRef {
  const [ref] = refs[port] ?? [];
  if (!ref) throw new Error(`no tensor at the required port “${port}”`);
  return ref;
}
