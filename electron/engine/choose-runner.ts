import type { Engine } from './backends/engine';
import type { CompiledModel } from './compile';
import { eagerRunner } from './eager-runner';
import type { Recurring } from './frozen/frozen-features';
import type { GraphHost } from './graph/native-binding';
import { Untraceable } from './graph/recorder';
import type { How, HowWished } from './how';
import type { ExpectedBatches, Runner, StepOptions } from './runner';
import { slotNames } from './step/accumulation';
import { TracedRunner } from './traced-runner';

export interface Choosing {
  readonly engine: Engine;
  readonly compiled: CompiledModel;
  readonly options: StepOptions;
  readonly batchSize: number;
  /** What will come; the first one of training is measured on. */
  readonly expected: ExpectedBatches;
  /** How many steps the run will take. */
  readonly steps: number;
  readonly wished: HowWished;
  /** How often samples come again; absent: often. */
  readonly recurring?: Recurring;
  /** Hears what is being measured, and what a person may want to know besides. */
  readonly log: (line: string) => void;
}

type Deciding = Pick<Choosing, 'engine' | 'compiled' | 'options' | 'batchSize' | 'expected'> & Partial<Pick<Choosing, 'log' | 'recurring'>>;

/** Steps that are timed, after one that is not. */
const TIMED = 3;
/** Milliseconds that XLA takes to compile a graph, by its nodes, on two cores: measured from 150 nodes (1 s) to 3,700 (116 s). */
const compileTime = (nodes: number): number => 1000 + 0.009 * nodes * nodes;
/** Beyond this nobody should wait for it unasked: it takes memory too, several times that of training. */
const MOST_COMPILING = 30_000;
/** Trying XLA may take this part of what the training itself will take. */
const TRIAL_SHARE = 0.2;
/** XLA takes more memory and a longer start: it has to be this much faster. */
const WORTH = 0.9;
/** Graphs whose step is this fast are also run kernel by kernel, to tell how much faster they are. */
const QUICK_MS = 200;

/** Milliseconds of a step, the quickest of a few. Weights and the optimizer's memory change: build a new step afterwards. */
function paceOf(runner: Runner, { options, expected }: Pick<Choosing, 'options' | 'expected'>): number {
  const [batch] = expected.train;
  if (!batch) throw new Error('there is no batch to measure on');
  const step = runner.trainingStep(options);
  const times: number[] = [];
  const every = options.accumulate ?? 1;
  // Both kinds of steps are compiled: the first that only gathers gradients, and those that update, which are timed.
  step.run(batch, { step: 0, rate: 0 });
  for (let i = 0; i <= TIMED; i++) {
    const began = performance.now();
    // A rate of 0 moves no weight.
    step.run(batch, { step: (i + 1) * every - 1, rate: 0 });
    times.push(performance.now() - began);
  }
  step.dispose();
  return Math.min(...times.slice(1));
}

const inTime = (ms: number): string => (ms < 1000 ? `${ms.toFixed(ms < 10 ? 1 : 0)} ms` : `${(ms / 1000).toFixed(1)} s`);

function traced(graphs: GraphHost, { compiled, batchSize, options, expected, log, recurring }: Deciding, how: How): TracedRunner {
  const slots = slotNames(options);
  const runner = new TracedRunner(graphs, compiled, { how, batchSize, slots, ...(log && { log }), ...(recurring && { recurring }) });
  runner.expect(expected, options);
  return runner;
}

/** The runner of a run that has decided before. */
export function runnerFor(deciding: Deciding, how: How): Runner {
  const { engine, compiled } = deciding;
  return how.step === 'traced' && engine.graphs ? traced(engine.graphs, deciding, how) : eagerRunner(compiled, how.stepReason, how.threads);
}

/** The same graph compiled by XLA, if a few measured steps say that it pays; and what they say. */
function withXla(choosing: Choosing, graphs: GraphHost, plain: TracedRunner, pace: number): { runner: TracedRunner | null; words: string } {
  const { compiled, wished, steps, log } = choosing;
  if (wished.xla === 'off') return { runner: null, words: '; XLA is off by hand' };
  if (compiled.anyLength) return { runner: null, words: '; XLA would compile anew for every length of a sequence' };
  const trial = compileTime(plain.nodes);
  if (trial > MOST_COMPILING) return { runner: null, words: `; XLA would take about ${inTime(trial)} to compile it` };
  if (trial > TRIAL_SHARE * pace * steps) return { runner: null, words: '; compiling it with XLA would take longer than it could save' };
  log(`Trying XLA, which may take ${inTime(trial)} to compile the graph.`);
  const runner = traced(graphs, choosing, { ...plain.how, xla: true });
  try {
    const compiledPace = paceOf(runner, choosing);
    const words = `, ${inTime(compiledPace)} with XLA`;
    if (compiledPace < WORTH * pace) return { runner, words };
    runner.dispose();
    return { runner: null, words };
  } catch (error) {
    runner.dispose();
    return { runner: null, words: `; XLA cannot compile it: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}` };
  }
}

/**
 * Decides how a run computes: traced where the engine and the graph allow it; with XLA where a few measured steps say
 * that it pays; and why. The weights are as before afterwards.
 */
export function chooseRunner(choosing: Choosing): Runner {
  const { engine, compiled, wished } = choosing;
  const { precision, threads } = wished;
  if (wished.step === 'eager') return eagerRunner(compiled, 'chosen by hand', threads);
  if (!engine.graphs) return eagerRunner(compiled, `the engine ${engine.name} runs kernels one by one`, threads);
  // Each length would need a graph of its own: a mask makes a few lengths serve all.
  if (compiled.anyLength && compiled.paddable.size === 0) {
    const mend = 'give the text a fixed output_sequence_length, or its Embedding mask_zero, to have it traced';
    return eagerRunner(compiled, `its sequences have ever new lengths and no mask (${mend})`, threads);
  }
  const how: How = { step: 'traced', xla: wished.xla === 'on', precision, threads, stepReason: 'chosen by hand' };
  const first = traced(engine.graphs, choosing, how);
  try {
    first.load();
    if (how.xla) return first;
    const before = new Map(first.readWeights().map((weight) => [weight.name, weight]));
    const pace = paceOf(first, choosing);
    const { runner, words } = withXla(choosing, engine.graphs, first, pace);
    if (runner) first.dispose();
    const chosen = runner ?? first;
    chosen.writeWeights(before);
    const kernels = pace < QUICK_MS ? `, ${inTime(paceOf(eagerRunner(compiled, ''), choosing))} kernel by kernel` : '';
    chosen.writeWeights(before);
    chosen.how = { ...how, xla: runner !== null, stepReason: `${inTime(pace)} a step as one graph${kernels}${words}` };
    return chosen;
  } catch (error) {
    first.dispose();
    if (!(error instanceof Untraceable)) throw error;
    return eagerRunner(compiled, `this graph cannot be traced: ${error.message}`, threads);
  }
}
