import type { JsonObject } from '../json';
import type { AnyNode, ExampleInput, InputSpecs, NodeExample } from './define-node';
import type { ParamSchema, ParamsOf } from './params';
import { readParams } from './read-params';
import type { ValueSpec } from './spec';

function specOf(input: ExampleInput): ValueSpec {
  const dtype = input.carries === 'ids' ? 'int32' : input.carries === 'text' ? 'string' : 'float32';
  return { shape: input.shape, dtype, carries: input.carries, vocabulary: input.vocabulary, masked: input.masked };
}

/**
 * An example of a node type as its rules take it: parameters with defaults filled in, and the values at its ports.
 *
 * @throws where the example has parameters that the node type does not take: a bug in the definition
 */
export function exampleSpecs(
  definition: AnyNode,
  example: NodeExample<ParamsOf<ParamSchema>>,
): { readonly params: ParamsOf<ParamSchema>; readonly inputs: InputSpecs } {
  const read = readParams(definition, example.params as JsonObject);
  if (!read.ok) throw new Error(`${definition.kind}, ${example.name}: ${read.problem.message}`);
  const inputs = Object.fromEntries(Object.entries(example.inputs).map(([port, values]) => [port, values.map(specOf)]));
  return { params: read.params, inputs };
}
