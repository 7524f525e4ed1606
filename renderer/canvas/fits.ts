import type { AnyNode, InputPort, Registry } from '../../shared/graph/define-node';
import type { Graph, NodeId, PortRef, Wire } from '../../shared/graph/document';
import type { GraphReport } from '../../shared/graph/graph-report';
import { reaches } from '../../shared/graph/order';
import { defaultsOf } from '../../shared/graph/params';
import { readExample } from '../../shared/graph/read-example';
import type { Carries, ValueSpec } from '../../shared/graph/spec';
import { carriesInWords } from '../../shared/graph/value-words';

/** What the rules of wiring look at. */
export interface Wiring {
  readonly graph: Graph;
  readonly report: GraphReport;
  readonly registry: Registry;
}

/** Why a wire cannot be drawn. */
export interface Refusal {
  readonly reason: string;
  /** The kinds differ: a node between could mend it. */
  readonly received: ValueSpec | null;
}

export function definitionOf(registry: Registry, graph: Graph, id: NodeId): AnyNode | null {
  const kind = graph.nodes[id]?.kind;
  return kind !== undefined && Object.hasOwn(registry, kind) ? (registry[kind] ?? null) : null;
}

export function titleOf(registry: Registry, graph: Graph, id: NodeId): string {
  return graph.nodes[id]?.title ?? definitionOf(registry, graph, id)?.title ?? graph.nodes[id]?.kind ?? id;
}

/** What an output carries, where it is known. */
export function specAt(report: GraphReport, from: PortRef): ValueSpec | null {
  return report.nodes[from.node]?.outputs[from.port] ?? null;
}

function listInWords(accepts: readonly Carries[]): string {
  const words = accepts.map(carriesInWords);
  return words.length <= 1 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

/**
 * Whether a wire may be drawn: not to itself, not twice, never in a circle, and only what the port takes.
 * A port that holds one wire already is no reason: the new one takes its place.
 *
 * @param leads whether one node is reached from another along wires
 */
export function refusal(
  { graph, report, registry }: Wiring,
  from: PortRef,
  to: PortRef,
  leads: (from: NodeId, to: NodeId) => boolean = (a, b) => reaches(graph, a, b),
): Refusal | null {
  const no = (reason: string): Refusal => ({ reason, received: null });
  const target = definitionOf(registry, graph, to.node);
  const port = target?.inputs.find((p) => p.name === to.port);
  if (!target || !port) return no('This node has no such input.');
  if (from.node === to.node) return no('A node cannot feed itself.');
  if (graph.wires.some((w) => w.from.node === from.node && w.from.port === from.port && w.to.node === to.node && w.to.port === to.port)) {
    return no('These two ports are connected already.');
  }
  if (leads(to.node, from.node)) {
    const [a, b] = [titleOf(registry, graph, to.node), titleOf(registry, graph, from.node)];
    return no(`${a} already leads to ${b}: this wire would close a circle.`);
  }
  const spec = specAt(report, from);
  if (spec && !port.accepts.includes(spec.carries)) {
    const shape = spec.shape.length > 1 ? ` (${spec.shape.slice(1).join(' × ')})` : '';
    return {
      reason: `“${port.name}” of ${titleOf(registry, graph, to.node)} takes ${listInWords(port.accepts)}, not ${carriesInWords(spec.carries)}${shape}.`,
      received: spec,
    };
  }
  return null;
}

/** A port's name in a set: ports that fit, ports that are wired. */
export function portKey(side: 'in' | 'out', ref: PortRef): string {
  return `${side}:${ref.node}.${ref.port}`;
}

/** The node itself, and every node before it (`up`) or behind it (`down`). */
function reachable(graph: Graph, start: NodeId, way: 'up' | 'down'): ReadonlySet<NodeId> {
  const next = new Map<NodeId, NodeId[]>();
  for (const wire of graph.wires) {
    const [here, there] = way === 'up' ? [wire.to.node, wire.from.node] : [wire.from.node, wire.to.node];
    const list = next.get(here);
    if (list) list.push(there);
    else next.set(here, [there]);
  }
  const seen = new Set([start]);
  for (const id of seen) for (const other of next.get(id) ?? []) seen.add(other);
  return seen;
}

/** Every port of the graph that the dragged end may be dropped on. */
export function fittingPorts(wiring: Wiring, from: PortRef, side: 'in' | 'out'): ReadonlySet<string> {
  const fitting = new Set<string>();
  // One walk for all ports: with a walk each, a graph of 2,000 nodes would stutter when a drag begins.
  const reached = reachable(wiring.graph, from.node, side === 'out' ? 'up' : 'down');
  const leads = (a: NodeId, b: NodeId) => reached.has(a === from.node ? b : a);
  for (const id of Object.keys(wiring.graph.nodes)) {
    const definition = definitionOf(wiring.registry, wiring.graph, id);
    if (!definition) continue;
    for (const port of side === 'out' ? definition.inputs : definition.outputs) {
      const other = { node: id, port: port.name };
      const refused = side === 'out' ? refusal(wiring, from, other, leads) : refusal(wiring, other, from, leads);
      if (!refused) fitting.add(portKey(side === 'out' ? 'in' : 'out', other));
    }
  }
  return fitting;
}

/** Wires that a new one to `to` pushes out: the one that a single port holds. */
export function displaced(graph: Graph, port: InputPort, to: PortRef): readonly Wire[] {
  return port.multiple ? [] : graph.wires.filter((w) => w.to.node === to.node && w.to.port === to.port);
}

/** A node type that could stand at the loose end of a wire. */
export interface Candidate {
  readonly definition: AnyNode;
  readonly port: string;
  /** Its own rules take the value as it is. */
  readonly ready: boolean;
}

/** What can come out of a node type, learned from its own examples: port → what it carries. */
function outputsOf(definition: AnyNode): ReadonlyMap<string, ReadonlySet<Carries>> {
  const known = new Map<string, Set<Carries>>();
  for (const example of definition.examples) {
    const { params, inputs } = readExample(definition, example);
    const inference = definition.infer(inputs, params, { id: 'example', facts: example.facts ?? null });
    if (!inference.ok) continue;
    for (const [port, spec] of Object.entries(inference.outputs)) {
      const set = known.get(port) ?? new Set<Carries>();
      known.set(port, set.add(spec.carries));
    }
  }
  return known;
}

/**
 * The node types that fit the loose end of a wire, best first.
 *
 * @param loose the port at the fixed end; `side` tells whether it is an output or an input
 */
export function candidates(wiring: Wiring, loose: PortRef, side: 'in' | 'out'): readonly Candidate[] {
  const found: Candidate[] = [];
  for (const definition of Object.values(wiring.registry)) {
    if (side === 'out') {
      const spec = specAt(wiring.report, loose);
      const port = definition.inputs.find((p) => spec === null || p.accepts.includes(spec.carries));
      if (!port) continue;
      const alone = definition.inputs.every((p) => p === port || p.optional);
      const ready =
        spec !== null &&
        (!alone || definition.infer({ [port.name]: [spec] }, defaultsOf(definition.params), { id: 'new', facts: null }).ok);
      found.push({ definition, port: port.name, ready });
    } else {
      const target = definitionOf(wiring.registry, wiring.graph, loose.node)?.inputs.find((p) => p.name === loose.port);
      if (!target) continue;
      for (const [port, carries] of outputsOf(definition)) {
        if (!target.accepts.some((c) => carries.has(c))) continue;
        found.push({ definition, port, ready: true });
        break;
      }
    }
  }
  // Most people want one of the everyday ones.
  const everyday = ({ definition }: Candidate): number => Number(definition.everyday ?? false);
  return found.sort((a, b) => Number(b.ready) - Number(a.ready) || everyday(b) - everyday(a));
}
