import type { InputPort, InputSpecs, LowerContext, Lowered, OutputPort } from '../../graph/define-node';
import { inputOf, refOf } from '../../graph/input-of';
import type { Carries } from '../../graph/spec';
import type { JsonObject } from '../../json';
import { mendToNumbers } from '../mends';

const NUMBERS: readonly Carries[] = ['vector', 'sequence', 'features', 'image', 'volume'];

/** The ports and rules of a node that is one layer without weights, and hands on the shape that comes in. */
export function sameShape<P>(
  className: string,
  config: (params: P) => JsonObject,
  accepts: readonly Carries[] = NUMBERS,
): {
  readonly inputs: readonly InputPort[];
  readonly outputs: readonly OutputPort[];
  readonly mend: typeof mendToNumbers;
  readonly infer: (inputs: InputSpecs) => { readonly ok: true; readonly outputs: { readonly output: ReturnType<typeof inputOf> } };
  readonly layers: (context: LowerContext<P>) => Lowered;
} {
  return {
    inputs: [{ name: 'input', doc: 'Numbers', accepts }],
    outputs: [{ name: 'output', doc: 'The same shape' }],
    mend: mendToNumbers,
    infer: (inputs) => ({ ok: true, outputs: { output: { ...inputOf(inputs, 'input'), dtype: 'float32' } } }),
    layers: ({ id, params, refs }) => ({
      records: [{ name: id, class_name: className, config: config(params), inbound: [refOf(refs, 'input')] }],
      outputs: { output: { layer: id, output: 0 } },
    }),
  };
}
