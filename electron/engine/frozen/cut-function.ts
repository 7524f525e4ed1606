import { DT } from '../graph/proto';
import type { Ref, TensorSpec, WrittenFunction } from '../graph/scope';
import { nodesFor } from './read-function';

/** A tensor that comes in under a name. */
export interface Given extends TensorSpec {
  readonly name: string;
}

export interface Cut {
  readonly name: string;
  /** Tensors that come in as arguments instead of being computed, by their spelling. */
  readonly given: ReadonlyMap<string, Given>;
  /** How many of the function's arguments are feeds: they come first, and what is given after them. */
  readonly feeds: number;
  /** What it gives, as the function spells it. */
  readonly results: readonly Ref[];
  readonly control: WrittenFunction['control_ret'];
  /** Whether an argument stays though nothing uses it. */
  stays(argument: Ref): boolean;
}

/** A part of a function as one of its own. Its arguments: feeds, what it is given, what is drawn, handles. */
export function cutFunction(written: WrittenFunction, cut: Cut): WrittenFunction {
  const spelled = cut.results.map((ref) => (ref.output === null ? ref.node : `${ref.node}:${ref.output}`));
  const nodes = nodesFor(written, [...spelled, ...Object.values(cut.control)], new Set(cut.given.keys()));
  const used = new Set([...nodes.flatMap(({ input }) => input), ...spelled]);
  const kept = written.arguments.filter((ref) => used.has(ref.node) || cut.stays(ref));
  const [any] = written.arguments;
  if (!any) throw new Error(`the function ${written.signature.name} takes nothing`);
  const given = [...cut.given.values()].map(({ name, dtype, shape }): Ref => {
    return { scope: any.scope, node: name, output: null, index: 0, dtype, shape };
  });
  const isHandle = ({ dtype }: Ref): boolean => dtype === DT.resource;
  const isFeed = (ref: Ref): boolean => written.arguments.indexOf(ref) < cut.feeds;
  const drawn = kept.filter((ref) => !isFeed(ref) && !isHandle(ref));
  const args = [...kept.filter(isFeed), ...given, ...drawn, ...kept.filter(isHandle)];
  const spell = (tensor: string): string => cut.given.get(tensor)?.name ?? tensor;
  return {
    ...written,
    signature: {
      ...written.signature,
      name: cut.name,
      input_arg: args.map(({ node, dtype }) => ({ name: node, type: dtype })),
      output_arg: cut.results.map(({ dtype }, i) => ({ name: `r${i}`, type: dtype })),
      control_output: Object.keys(cut.control),
    },
    node_def: nodes.map((node) => ({ ...node, input: node.input.map(spell) })),
    ret: Object.fromEntries(spelled.map((tensor, i) => [`r${i}`, spell(tensor)])),
    control_ret: cut.control,
    arguments: args,
  };
}
