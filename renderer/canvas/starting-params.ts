import type { Registry } from '../../shared/graph/define-node';
import type { GraphNode, NodeId } from '../../shared/graph/document';
import type { GraphEdit } from '../../shared/graph/edits';
import { defaultsOf } from '../../shared/graph/params';
import type { ValueSpec } from '../../shared/graph/spec';
import type { JsonObject } from '../../shared/json';

/**
 * The parameters of a node that was just added.
 *
 * @param fed what the wire that it was added on carries, null where there is none: a Reshape behind a map keeps each
 * place's features together, as taking every number for a place of its own would make attention over a picture
 * need a terabyte
 */
export function startingParams(registry: Registry, kind: string, fed: ValueSpec | null): JsonObject {
  // Defaults are JSON by the builders' types.
  const params = defaultsOf(registry[kind]?.params ?? {}) as JsonObject;
  const features = fed?.shape.at(-1);
  if (kind === 'Reshape' && fed && fed.shape.length > 2 && typeof features === 'number') return { ...params, target_shape: [-1, features] };
  return params;
}

/** What a node that is still as it was added takes over from the wire that it now gets: nothing of what a person set is touched. */
export function paramsFromWire(registry: Registry, id: NodeId, node: GraphNode, fed: ValueSpec | null): readonly GraphEdit[] {
  const untouched = startingParams(registry, node.kind, null);
  const now = { ...untouched, ...node.params };
  if (JSON.stringify(now) !== JSON.stringify(untouched)) return [];
  return Object.entries(startingParams(registry, node.kind, fed))
    .filter(([param, value]) => JSON.stringify(value) !== JSON.stringify(untouched[param]))
    .map(([param, value]) => ({ type: 'set-param', id, param, value }));
}
