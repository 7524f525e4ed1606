import type { Program } from '../graph/program';
import type { NodeDef } from '../graph/proto';
import { isControl, makerOf, type ReadFunction } from './read-function';

/** What a node depends on, where that is inputs of the model, frozen weights and constants alone. */
export interface Mark {
  readonly inputs: boolean;
  readonly frozen: boolean;
}

/** Operations that give other numbers each time, or the same ones to whichever sample stands there. */
const DRAWS = /Random|Multinomial/;

const isInput = (feed: string): boolean => /^x\d+$/.test(feed);

/**
 * Marks the nodes that depend on nothing which changes from step to step: neither on targets, the step, what is drawn,
 * trained weights nor anything that keeps a state.
 *
 * @param frozen names of variables that training leaves alone
 */
export function markNodes(program: Program, { written, live }: ReadFunction, frozen: ReadonlySet<string>): ReadonlyMap<string, Mark> {
  const marks = new Map<string, Mark>();
  const handles = new Set<string>();
  const { feeds, variables } = program;
  for (const [i, { node }] of written.arguments.entries()) {
    const feed = feeds[i];
    const variable = variables[i - feeds.length];
    if (feed && isInput(feed.name)) marks.set(node, { inputs: true, frozen: false });
    // Handles serve to be read; whatever else is done with one is no computation.
    else if (!feed && variable && frozen.has(variable.name)) handles.add(node);
  }
  const markOf = ({ op, input }: NodeDef): Mark | null => {
    const [first] = input;
    if (op === 'ReadVariableOp') return input.length === 1 && first && handles.has(first) ? { inputs: false, frozen: true } : null;
    if (DRAWS.test(op) || input.some(isControl)) return null;
    const own = input.map((spelled) => marks.get(makerOf(spelled)));
    if (own.includes(undefined)) return null;
    return { inputs: own.some((mark) => mark?.inputs), frozen: own.some((mark) => mark?.frozen) };
  };
  for (const node of live) {
    const mark = markOf(node);
    if (mark) marks.set(node.name, mark);
  }
  return marks;
}
