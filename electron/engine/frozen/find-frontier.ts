import type { Program } from '../graph/program';
import { DT, type NodeDef } from '../graph/proto';
import type { TensorSpec } from '../graph/scope';
import { type Mark, markNodes } from './mark-nodes';
import { makerOf, type ReadFunction, rootsOf } from './read-function';

/** A program with its main function, read. */
export interface Taken {
  readonly program: Program;
  readonly read: ReadFunction;
}

/** One tensor that is worth remembering, as both takes spell it. */
export interface FrontierTensor {
  readonly whole: string;
  readonly one: string;
  /** Of one sample, without the batch. */
  readonly shape: readonly number[];
}

/** What takes time. */
const WORK = new Set(['MatMul', 'BatchMatMulV2', 'Conv2D', 'While']);
/** The same numbers under another shape or type. */
const VIEWS = new Set(['Reshape', 'Identity', 'Cast', 'ExpandDims', 'Squeeze']);

const count = ({ shape }: TensorSpec): number => shape.reduce((a, b) => a * b, 1);

/** A node in both takes. */
interface Pair {
  readonly whole: NodeDef;
  readonly one: NodeDef;
  readonly mark: Mark;
}

/** The nodes that depend on the model's inputs, side by side; null where the takes differ. */
function pairUp(whole: Taken, one: Taken, frozen: ReadonlySet<string>): Pair[] | null {
  const marked = ({ program, read }: Taken) => {
    const marks = markNodes(program, read, frozen);
    return read.live.flatMap((node) => {
      const mark = marks.get(node.name);
      return mark?.inputs ? [{ node, mark }] : [];
    });
  };
  const [all, single] = [marked(whole), marked(one)];
  if (all.length !== single.length) return null;
  const pairs: Pair[] = [];
  for (const [i, { node, mark }] of all.entries()) {
    const other = single[i];
    if (!other || other.node.op !== node.op || other.mark.frozen !== mark.frozen) return null;
    pairs.push({ whole: node, one: other.node, mark });
  }
  return pairs;
}

function outputsOf({ read }: Taken, node: NodeDef): { readonly spelled: string; readonly spec: TensorSpec }[] {
  return (read.written.outputs.get(node.name) ?? []).map((spec) => ({ spelled: `${node.name}:${spec.output}`, spec }));
}

/** Samples meet in it: what it gives does not grow with their number. Loops carry counters and lists besides. */
function mixes(whole: Taken, one: Taken, { whole: node, one: other }: Pair, size: number): boolean {
  if (node.op === 'While') return false;
  const single = outputsOf(one, other);
  return outputsOf(whole, node).some(({ spec }, i) => {
    const spec1 = single[i]?.spec;
    return spec.dtype !== DT.variant && (!spec1 || count(spec) !== size * count(spec1));
  });
}

/**
 * Where what frozen layers make of a sample enters what is trained: the tensors from which on all else can be computed.
 * Null where there are none, where remembering them would save nothing, or where it would not be sound: a tensor must
 * hold one row a sample, made of this sample alone.
 *
 * @param whole of a batch of `size` samples
 * @param one of a single sample
 */
export function findFrontier(whole: Taken, one: Taken, frozen: ReadonlySet<string>, size: number): readonly FrontierTensor[] | null {
  const pairs = pairUp(whole, one, frozen);
  if (!pairs) return null;
  const mixed = new Set<string>();
  for (const pair of pairs) {
    const { name, input } = pair.whole;
    if (mixes(whole, one, pair, size) || input.some((spelled) => mixed.has(makerOf(spelled)))) mixed.add(name);
  }
  const inside = new Map(
    pairs.filter(({ whole: { name }, mark }) => mark.frozen && !mixed.has(name)).map((pair) => [pair.whole.name, pair]),
  );
  const results = new Set(rootsOf(whole.read.written));
  const wanted = (): Set<string> => {
    const outer = whole.read.live.filter(({ name }) => !inside.has(name)).flatMap(({ input }) => input);
    return new Set([...outer, ...results].filter((spelled) => inside.has(makerOf(spelled))));
  };
  const rowsOf = (spelled: string): FrontierTensor | null => {
    const pair = inside.get(makerOf(spelled));
    if (!pair) return null;
    const at = outputsOf(whole, pair.whole).findIndex((output) => output.spelled === spelled);
    const [all, single] = [outputsOf(whole, pair.whole)[at], outputsOf(one, pair.one)[at]];
    if (!all || !single || all.spec.dtype !== DT.float) return null;
    const [[rows, ...rest], [row, ...shape]] = [all.spec.shape, single.spec.shape];
    return rows === size && row === 1 && rest.join() === shape.join() ? { whole: spelled, one: single.spelled, shape } : null;
  };
  // What a view shows is remembered instead, once for all views of it.
  const isShown = (spelled: string): boolean => {
    const { op, input } = inside.get(makerOf(spelled))?.whole ?? { op: '', input: [] };
    const [shown] = input;
    return VIEWS.has(op) && shown !== undefined && (rowsOf(shown) !== null || isShown(shown));
  };
  const tensorOf = (spelled: string): FrontierTensor | null => (isShown(spelled) ? null : rowsOf(spelled));
  for (;;) {
    const frontier = [...wanted()].map((spelled) => ({ spelled, tensor: tensorOf(spelled) }));
    const refused = frontier.filter(({ tensor }) => !tensor);
    // What cannot be remembered is computed anew, out of what it is made of.
    for (const { spelled } of refused) inside.delete(makerOf(spelled));
    if (refused.length > 0) continue;
    const works = [...inside.values()].some(({ whole: { op } }) => WORK.has(op));
    return works && frontier.length > 0 ? frontier.flatMap(({ tensor }) => tensor ?? []) : null;
  }
}
