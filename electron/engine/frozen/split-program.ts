import { createHash } from 'node:crypto';
import { type Program, STEP } from '../graph/program';
import { DT, type NodeDef } from '../graph/proto';
import type { Ref, WrittenFunction } from '../graph/scope';
import { cutFunction, type Given } from './cut-function';
import { findFrontier, type Taken } from './find-frontier';
import { type ReadFunction, readFunction } from './read-function';

/** A program in two: what frozen layers make of one sample, and all else of a batch, fed with it. */
export interface Split {
  readonly features: Program;
  readonly head: Program;
  /** Of one sample, by the feeds of the head, which are `features` in this order. */
  readonly tensors: readonly (Given & { readonly shape: readonly number[] })[];
}

const taken = (program: Program): Taken => {
  const main = program.functions.find(({ signature }) => signature.name === program.name);
  if (!main) throw new Error(`the program ${program.name} has no function`);
  return { program, read: readFunction(main) };
};

function refOf({ written }: ReadFunction, spelled: string): Ref {
  for (const [node, refs] of written.outputs) {
    for (const ref of refs) if (`${node}:${ref.output}` === spelled) return ref;
  }
  const argument = written.arguments.find(({ node }) => node === spelled);
  if (!argument) throw new Error(`the function ${written.signature.name} has no tensor ${spelled}`);
  return argument;
}

/** Feeds and variables of a cut: those whose arguments it kept. */
function keptOf(program: Program, whole: WrittenFunction, cut: WrittenFunction): Pick<Program, 'feeds' | 'variables'> {
  const kept = new Set(cut.arguments.map(({ node }) => node));
  const has = (index: number): boolean => kept.has(whole.arguments[index]?.node ?? '');
  return {
    feeds: program.feeds.filter((_, i) => has(i)),
    variables: program.variables.filter((_, i) => has(program.feeds.length + i)),
  };
}

function headOf({ program, read }: Taken, given: ReadonlyMap<string, Given>): Program {
  const { written } = read;
  const name = `${program.name}_head`;
  // What is drawn comes after feeds and variables, all of it.
  const drawn = written.arguments.slice(program.feeds.length + program.variables.length);
  const step = written.arguments[program.feeds.findIndex((feed) => feed.name === STEP)];
  const main = cutFunction(written, {
    name,
    given,
    feeds: program.feeds.length,
    results: written.signature.output_arg.map((output) => refOf(read, written.ret[output.name] ?? '')),
    control: written.control_ret,
    stays: (argument) => drawn.includes(argument) || (program.draws !== null && argument === step),
  });
  const { feeds, variables } = keptOf(program, written, main);
  const draws = program.draws && { ...program.draws, name: `${name}_draws` };
  const drawing = program.functions.find(({ signature }) => signature.name === program.draws?.name);
  return {
    ...program,
    name,
    feeds: [...feeds, ...given.values()],
    variables,
    // Loops are in the library with the whole program.
    functions: draws && drawing ? [main, { ...drawing, signature: { ...drawing.signature, name: draws.name } }] : [main],
    draws,
  };
}

function featuresOf({ program, read }: Taken, frontier: readonly string[]): Program {
  const { written } = read;
  const results = frontier.map((spelled) => refOf(read, spelled));
  const main = cutFunction(written, {
    name: program.name,
    feeds: program.feeds.length,
    given: new Map(),
    results,
    control: {},
    stays: () => false,
  });
  const called = new Set(
    main.node_def.flatMap(({ attr }) => Object.values(attr).flatMap((value) => ('func' in value ? value.func.name : []))),
  );
  return {
    ...program,
    ...keptOf(program, written, main),
    functions: [...program.functions.filter(({ signature }) => called.has(signature.name)), main],
    outputs: results.map(({ dtype, shape }) => ({ dtype, shape })),
    draws: null,
    xla: false,
  };
}

/** Equal for programs that compute the same, whatever else was recorded with them. */
export function contentOf({ functions, feeds, variables }: Program): string {
  const hash = createHash('sha256').update(JSON.stringify([feeds, variables]));
  for (const { node_def, ret, signature } of functions) {
    const places = new Map([...node_def, ...signature.input_arg].map(({ name }, i) => [name, `${i}`]));
    const spell = (tensor: string): string => {
      const [name = '', ...rest] = tensor.split(':');
      return [places.get(name) ?? name, ...rest].join(':');
    };
    const plain = ({ op, input, attr }: NodeDef) => [op, input.map(spell), attr];
    const bytes = (_key: string, value: unknown) => (value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value);
    hash.update(JSON.stringify([node_def.map(plain), Object.values(ret).map(spell)], bytes));
  }
  return hash.digest('hex');
}

/**
 * Cuts a program where what frozen layers make of its inputs enters what is trained. Null where that is not sound or
 * not worth it: see `findFrontier`.
 *
 * @param whole for batches of `size`, at least 2: else nothing tells a batch from a sample
 * @param one the same for a batch of one sample
 */
export function splitProgram(whole: Program, one: Program, frozen: ReadonlySet<string>, size: number): Split | null {
  if (size < 2) return null;
  const [all, single] = [taken(whole), taken(one)];
  const frontier = findFrontier(all, single, frozen, size);
  if (!frontier) return null;
  const tensors = frontier.map(({ shape }, i) => ({ name: `feature${i}`, dtype: DT.float, shape }));
  const given = new Map(
    frontier.map(({ whole: spelled, shape }, i) => [spelled, { name: `feature${i}`, dtype: DT.float, shape: [size, ...shape] }]),
  );
  return {
    tensors,
    head: headOf(all, given),
    features: featuresOf(
      single,
      frontier.map((tensor) => tensor.one),
    ),
  };
}
