import type { AnyNode, InputSpecs, NodeProblem } from './define-node';
import type { NodeId, Wire } from './document';
import { removeWire } from './graph-fix';
import type { NodeReport } from './graph-report';
import type { Problem } from './problem';
import type { ValueSpec } from './spec';
import { carriesInWords, valueInWords } from './value-words';

/** What came to a node along its wires. */
export interface NodeInputs {
  readonly inputs: InputSpecs;
  /** Whether the node's own rules can be asked. */
  readonly ready: boolean;
}

/** Where what is wrong goes: as it is, or (`mendable`) as a node type says it, with the wires that a fix may change. */
export interface Complaints {
  add(problem: Problem): void;
  mendable(problem: NodeProblem, among?: readonly Wire[]): void;
}

/**
 * Follows the wires into a node, port by port.
 *
 * @param wires those into the node, in the order in which they were drawn
 * @param sourceOf what is known of the nodes before it
 */
export function gatherInputs(
  id: NodeId,
  definition: AnyNode,
  wires: readonly Wire[],
  sourceOf: (id: NodeId) => NodeReport | undefined,
  complain: Complaints,
): NodeInputs {
  const inputs: Record<string, ValueSpec[]> = {};
  let ready = true;
  for (const wire of wires) {
    const port = definition.inputs.find((p) => p.name === wire.to.port);
    if (!port) {
      ready = false;
      complain.add({
        node: id,
        severity: 'error',
        message: `${definition.title} has no input “${wire.to.port}”.`,
        expected: definition.inputs.map((p) => p.name).join(', ') || 'no input',
        received: wire.to.port,
        fix: { title: 'Remove the wire', edits: [removeWire(wire)] },
      });
      continue;
    }
    const source = sourceOf(wire.from.node);
    const spec = source && Object.hasOwn(source.outputs, wire.from.port) ? source.outputs[wire.from.port] : undefined;
    if (!spec) {
      ready = false;
      if (source?.definition && !source.definition.outputs.some((p) => p.name === wire.from.port)) {
        complain.add({
          node: id,
          port: port.name,
          severity: 'error',
          message: `${source.definition.title} has no output “${wire.from.port}”.`,
          expected: source.definition.outputs.map((p) => p.name).join(', ') || 'no output',
          received: wire.from.port,
          fix: { title: 'Remove the wire', edits: [removeWire(wire)] },
        });
      }
      continue;
    }
    const list = inputs[port.name];
    if (list && !port.multiple) {
      ready = false;
      complain.add({
        node: id,
        port: port.name,
        severity: 'error',
        message: `“${port.name}” of ${definition.title} takes one wire.`,
        expected: 'one wire',
        received: 'several',
        fix: { title: `Remove the wire from ${wire.from.node}`, edits: [removeWire(wire)] },
      });
    } else if (list) list.push(spec);
    else inputs[port.name] = [spec];
    if (!port.accepts.includes(spec.carries)) {
      ready = false;
      complain.mendable(
        {
          message: `“${port.name}” of ${definition.title} does not take ${carriesInWords(spec.carries)}.`,
          port: port.name,
          expected: port.accepts.map(carriesInWords).join(' or '),
          received: valueInWords(spec),
          fix: definition.mend?.(spec, port.name) ?? { type: 'disconnect', title: 'Remove the wire', port: port.name },
        },
        [wire],
      );
    }
  }
  for (const port of definition.inputs) {
    if (port.optional || wires.some((w) => w.to.port === port.name)) continue;
    ready = false;
    complain.mendable({
      message: `${definition.title} needs a wire at “${port.name}”.`,
      port: port.name,
      expected: port.accepts.map(carriesInWords).join(' or '),
      received: 'nothing',
      fix: null,
    });
  }
  return { inputs, ready };
}
