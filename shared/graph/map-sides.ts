import type { AttentionMap, InputSpecs } from './define-node';
import type { ValueSpec } from './spec';

type Specs = { readonly [port: string]: ValueSpec };

/** Whether the node has a map as it is wired: the similarity of two vectors is one number. */
export function isMap(map: AttentionMap, outputs: Specs): boolean {
  const spec = outputs[map.output];
  return spec !== undefined && !(spec.shape.length === 2 && spec.shape[1] === 1);
}

/** What the rows and the columns of a map stand for. */
export function sidesOf(
  map: AttentionMap,
  node: { readonly inputs: InputSpecs; readonly outputs: Specs },
): { readonly query: ValueSpec | undefined; readonly key: ValueSpec | undefined } {
  const query = map.query === null ? undefined : node.inputs[map.query]?.[0];
  // Without a wire at the keys, the query looks at itself.
  const key = map.key === null ? node.outputs[map.output] : (node.inputs[map.key]?.[0] ?? query);
  return { query, key };
}
