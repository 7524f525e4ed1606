import type { JsonObject } from '../json';
import { type AnyNode, exampleSpecs, type InputSpecs, type NodeExample } from './define-node';
import type { ParamSchema, ParamsOf } from './params';
import { readParams } from './read-params';

/**
 * An example of a node type as its rules take it: parameters with defaults filled in, and the values at its ports.
 *
 * @throws where the example has parameters that the node type does not take: a bug in the definition
 */
export function readExample(
  definition: AnyNode,
  example: NodeExample<ParamsOf<ParamSchema>>,
): { readonly params: ParamsOf<ParamSchema>; readonly inputs: InputSpecs } {
  const read = readParams(definition, example.params as JsonObject);
  if (!read.ok) throw new Error(`${definition.kind}, ${example.name}: ${read.problem.message}`);
  return { params: read.params, inputs: exampleSpecs(example.inputs) };
}
