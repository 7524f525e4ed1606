import { diffJson, type JsonChange } from './diff-json';
import { diffGraphs, type GraphDiff } from './graph/diff-graphs';
import type { GraphNode } from './graph/document';
import type { Json, JsonObject } from './json';
import { NODES } from './nodes/registry.gen';
import type { FrozenRun } from './run';

/** Everything in which two runs differ by what they froze. Paths of changes start with the name of a setting. */
export interface RunDiff {
  readonly graph: GraphDiff;
  readonly training: readonly JsonChange[];
  /** Where the data lies, its fingerprint, how it is read and split. */
  readonly data: readonly JsonChange[];
  /** What computed it, and the versions. */
  readonly machine: readonly JsonChange[];
}

/** The parameters of a node with the defaults that its file leaves out. Those of an unknown kind stay as they are. */
export function completeParams(node: GraphNode): JsonObject {
  const definition = Object.hasOwn(NODES, node.kind) ? NODES[node.kind] : undefined;
  const defaults = Object.entries(definition?.params ?? {}).map(([name, param]): [string, Json] => [name, param.default]);
  return { ...Object.fromEntries(defaults), ...node.params };
}

/** What a run's data is. What was found in it (`facts`) follows from that. */
function dataOf({ data: { facts: _, ...data } }: FrozenRun): Json {
  return data as JsonObject;
}

/** Why this engine, why this step: words for people, which name speeds as they were measured that day. */
const isReason = (field: string): boolean => /reason$/i.test(field);

function machineOf({ engine, app }: FrozenRun): Json {
  const computes = Object.entries(engine ?? {}).filter(([field]) => !isReason(field));
  return { engine: Object.fromEntries(computes), app };
}

/** In what `after` differs from `before`. Words for people (why this engine and this step) and what follows from the data make no difference. */
export function diffRuns(before: FrozenRun, after: FrozenRun): RunDiff {
  return {
    graph: diffGraphs(before.graph, after.graph, completeParams),
    training: diffJson(before.training as JsonObject, after.training as JsonObject),
    data: diffJson(dataOf(before), dataOf(after)),
    machine: diffJson(machineOf(before), machineOf(after)),
  };
}

/** Whether nothing at all differs: what the runs reached is then chance of the machine. */
export function isSame({ graph, training, data, machine }: RunDiff): boolean {
  const parts = [graph.added, graph.removed, graph.changed, graph.rewired, training, data, machine];
  return parts.every((part) => part.length === 0);
}
