import type { NodeDef } from '../graph/proto';
import type { TensorSpec, WrittenFunction } from '../graph/scope';

/** A function as its partition reads it: tensors by the spelling that inputs use. */
export interface ReadFunction {
  readonly written: WrittenFunction;
  /** What the results and the changes of state need, in their order. */
  readonly live: readonly NodeDef[];
  readonly specs: ReadonlyMap<string, TensorSpec>;
}

/** The node that makes a tensor: `product` of `product:0:1`; an argument's name is its own. */
export const makerOf = (spelled: string): string => spelled.split(':')[0] ?? spelled;

export const isControl = (input: string): boolean => input.startsWith('^');

/** Nodes that `roots` need, where `cut` tensors come from elsewhere; in their order. */
export function nodesFor(written: WrittenFunction, roots: readonly string[], cut: ReadonlySet<string>): NodeDef[] {
  const byName = new Map(written.node_def.map((node) => [node.name, node]));
  const needed = new Set<string>();
  const waiting = [...roots];
  for (let root = waiting.pop(); root !== undefined; root = waiting.pop()) {
    if (cut.has(root)) continue;
    const name = makerOf(isControl(root) ? root.slice(1) : root);
    if (needed.has(name)) continue;
    needed.add(name);
    waiting.push(...(byName.get(name)?.input ?? []));
  }
  return written.node_def.filter(({ name }) => needed.has(name));
}

/** What a function must not lose: its results, and the nodes that change something. */
export const rootsOf = ({ ret, control_ret }: WrittenFunction): string[] => [...Object.values(ret), ...Object.values(control_ret ?? {})];

export function readFunction(written: WrittenFunction): ReadFunction {
  const specs = new Map<string, TensorSpec>(written.arguments.map((argument) => [argument.node, argument]));
  for (const [node, refs] of written.outputs) for (const ref of refs) specs.set(`${node}:${ref.output}`, ref);
  return { written, live: nodesFor(written, rootsOf(written), new Set()), specs };
}
