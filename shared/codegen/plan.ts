import type { AttentionMap, Registry } from '../graph/define-node';
import type { Graph, NodeId } from '../graph/document';
import type { DataFacts } from '../graph/facts';
import type { FeedPlan, TargetPlan } from '../graph/feed';
import type { GraphReport } from '../graph/graph-report';
import { inferGraph } from '../graph/infer';
import type { LayerRecord, TensorRef } from '../graph/layer-record';
import { isMap, sidesOf } from '../graph/map-sides';
import type { Problem } from '../graph/problem';
import { orderWithShares } from '../graph/shares';
import type { PositionAxis } from '../graph/spec';
import type { WeightStart } from '../graph/weight-start';
import { weightStartsOf } from '../graph/weight-starts-of';

export interface PlannedMap {
  /** Unique among the maps: the node's id; of a node inside a block `<block>_<part>`. */
  readonly node: NodeId;
  /** The node on the canvas: of a node inside a block, the block. */
  readonly owner: NodeId;
  readonly kind: string;
  readonly title: string;
  readonly type: AttentionMap['type'];
  readonly ref: TensorRef;
  /** What rows and columns stand for; null: plain positions. */
  readonly queries: PositionAxis | null;
  readonly keys: PositionAxis | null;
}

/** A model as plain data: what the engine builds, the exporters write, and the trainer feeds. */
export interface ModelPlan {
  readonly feeds: readonly FeedPlan[];
  /** Sources first; the InputLayers among them carry their node's id. */
  readonly records: readonly LayerRecord[];
  readonly targets: readonly { readonly plan: TargetPlan; readonly ref: TensorRef }[];
  readonly maps: readonly PlannedMap[];
  readonly parameters: number;
  /** Sources first: what stands before a node has its weights when the node learns of it. Absent: none. */
  readonly starts?: readonly WeightStart[];
}

/** Where the node that owns weights leads to no output and is left out, the first that uses them owns them. */
function ownShared(records: readonly LayerRecord[]): readonly LayerRecord[] {
  const names = new Set(records.map(({ name }) => name));
  const heirs = new Map<string, string>();
  return records.map((record) => {
    const { shares, ...own } = record;
    if (shares === undefined || names.has(shares)) return record;
    const heir = heirs.get(shares);
    if (heir !== undefined) return { ...record, shares: heir };
    heirs.set(shares, record.name);
    return own;
  });
}

export type Planning =
  | { readonly ok: true; readonly plan: ModelPlan; readonly report: GraphReport }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Lowers a graph to Keras layer records. Nodes that lead to no output are left out, so that a half-drawn
 * branch does not hinder training; a problem on the path to an output refuses.
 */
export function planModel(graph: Graph, registry: Registry, facts: DataFacts | null): Planning {
  const report = inferGraph(graph, registry, facts);
  const errors = report.problems.filter((p) => p.severity === 'error');
  if (errors.length > 0) return { ok: false, problems: errors };

  const outputs = report.order.filter((id) => report.nodes[id]?.definition?.target);
  if (outputs.length === 0) {
    const message = 'The graph has no output to train. Add a Classification or a Regression node.';
    return { ok: false, problems: [{ node: null, severity: 'error', message, expected: 'an output node', received: 'none', fix: null }] };
  }
  const order = orderWithShares(report.order, graph.nodes, graph.wires);
  if (!order) {
    const message = 'A node uses the weights of one that waits for it.';
    return {
      ok: false,
      problems: [
        { node: null, severity: 'error', message, expected: 'the first of them to own the weights', received: 'a later one', fix: null },
      ],
    };
  }
  const needed = new Set<NodeId>(outputs);
  const incoming = new Map<NodeId, (typeof graph.wires)[number][]>();
  for (const wire of graph.wires) {
    const list = incoming.get(wire.to.node);
    if (list) list.push(wire);
    else incoming.set(wire.to.node, [wire]);
  }
  for (const id of [...report.order].reverse()) {
    if (needed.has(id)) for (const wire of incoming.get(id) ?? []) needed.add(wire.from.node);
  }

  const refs = new Map<NodeId, { readonly [port: string]: TensorRef }>();
  const feeds: FeedPlan[] = [];
  const records: LayerRecord[] = [];
  const targets: { plan: TargetPlan; ref: TensorRef }[] = [];
  const maps: PlannedMap[] = [];
  const starts: WeightStart[] = [];
  for (const id of order) {
    if (!needed.has(id)) continue;
    const node = report.nodes[id];
    const definition = node?.definition;
    if (!node || !definition || !node.params || definition.hostOnly) continue;
    const inputRefs: Record<string, TensorRef[]> = {};
    for (const wire of incoming.get(id) ?? []) {
      const ref = refs.get(wire.from.node)?.[wire.from.port];
      if (!ref) continue;
      const list = inputRefs[wire.to.port];
      if (list) list.push(ref);
      else inputRefs[wire.to.port] = [ref];
    }
    const context = { id, facts };
    const lowered = definition.layers({ id, params: node.params, specs: node.inputs, refs: inputRefs, facts });
    records.push(...lowered.records);
    refs.set(id, lowered.outputs);
    starts.push(...weightStartsOf(definition, id, node.inputs, inputRefs, node.params, context), ...(lowered.starts ?? []));
    if (definition.feed) feeds.push(definition.feed(node.params, context, node.inputs));
    if (definition.target) {
      const [ref] = Object.values(lowered.outputs);
      if (ref) targets.push({ plan: definition.target(node.params, context, { inputs: node.inputs, feeds }), ref });
    }
    const map = definition.map;
    const ref = map && isMap(map, node.outputs) && lowered.outputs[map.output];
    if (map && ref) {
      const { query, key } = sidesOf(map, node);
      maps.push({
        node: id,
        owner: id,
        kind: definition.kind,
        title: graph.nodes[id]?.title ?? definition.title,
        type: map.type,
        ref,
        queries: query?.axis ?? null,
        keys: key?.axis ?? null,
      });
    }
    for (const inner of lowered.maps ?? []) {
      // What the block shows as its own is not shown once more as a part's.
      if (map && ref && inner.ref.layer === ref.layer && inner.ref.output === ref.output) continue;
      maps.push({
        node: `${id}_${inner.part}`,
        owner: id,
        kind: inner.kind,
        title: `${graph.nodes[id]?.title ?? definition.title} › ${inner.title}`,
        type: inner.map.type,
        ref: inner.ref,
        queries: inner.query?.axis ?? null,
        keys: inner.key?.axis ?? null,
      });
    }
  }
  return {
    ok: true,
    plan: { feeds, records: ownShared(records), targets, maps, parameters: report.parameters, ...(starts.length > 0 && { starts }) },
    report,
  };
}
