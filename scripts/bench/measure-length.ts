// Bundled and run by the bench: `train|predict KIND LENGTH SECONDS`. Prints one JSON line.
import * as tf from '@tensorflow/tfjs';
import type { EncodedBatch } from '../../electron/data/dataset';
import { openEngine } from '../../electron/engine/backends/open-engine';
import { runnerFor } from '../../electron/engine/choose-runner';
import { compileModel } from '../../electron/engine/compile';
import type { How } from '../../electron/engine/how';
import { batchesFor, DISTINCT } from './batches';
import { LENGTH_MODELS } from './length-models';
import { peakMemory } from './peak-memory';
import type { BenchModel } from './stack';
import { OPTIONS } from './step-options';

/** Not timed: the first traces the graph, those after it fill what is kept between steps. */
const WARM = 3;
/** Timed at least, however long they take. The memory is that of so many steps at every length: in fewer, operations that
 * run beside each other did not always meet at their largest. */
const LEAST = 60;
/** Long enough to load everything, too short to need memory. */
const SHORTEST = 8;
const MIB = 2 ** 20;
/** One way at every length, or the curve would break where a run of that length chooses another. */
const HOW: How = { step: 'traced', xla: false, precision: 'float32', threads: null, stepReason: 'the same at every length' };

type Engine = Awaited<ReturnType<typeof openEngine>>;

function modelOf(kind: string, length: number): BenchModel {
  const model = LENGTH_MODELS[kind]?.(length);
  if (!model) throw new Error(`no kind of attention ${kind}`);
  return model;
}

/** A function that trains or predicts one batch, the next at every call. */
function repeated(engine: Engine, pass: string, { plan, batch: batchSize }: BenchModel, batches: readonly EncodedBatch[]): () => void {
  const train = pass === 'train';
  const expected = { train: train ? batches.slice(0, 1) : [], judge: [], probe: [] };
  const runner = runnerFor({ engine, compiled: compileModel(plan, 1), options: OPTIONS, batchSize, expected }, HOW);
  const step = train ? runner.trainingStep(OPTIONS) : null;
  let at = 0;
  return () => {
    const batch = batches[at % DISTINCT];
    if (!batch) throw new Error('there is no batch');
    if (step) step.run(batch, { step: at, rate: 0.001 });
    else tf.tidy(() => runner.predict(batch).map((output) => output.dataSync()));
    at += 1;
  };
}

async function measure(pass: string, kind: string, length: number, seconds: number): Promise<void> {
  const engine = await openEngine('tensorflow');
  // The same block over a few places first: code, threads and tables that any length needs are no cost of this one.
  const short = modelOf(kind, SHORTEST);
  const warm = repeated(engine, pass, short, batchesFor(short));
  for (let at = 0; at < WARM + LEAST; at += 1) warm();
  const model = modelOf(kind, length);
  const batches = batchesFor(model);
  const before = process.memoryUsage.rss() / MIB;
  const run = repeated(engine, pass, model, batches);
  for (let at = 0; at < WARM; at += 1) run();
  const times: number[] = [];
  const start = performance.now();
  let peak = 0;
  while (performance.now() - start < seconds * 1000 || times.length < LEAST) {
    const began = performance.now();
    run();
    times.push(performance.now() - began);
    if (times.length === LEAST) peak = peakMemory();
  }
  times.sort((a, b) => a - b);
  const memory = { mib: peak - before, peak_rss_mb: peak };
  console.log(JSON.stringify({ ms: times[Math.floor(times.length / 2)], times: times.length, ...memory, batch: model.batch }));
}

const [pass = '', kind = '', length = '', seconds = '2'] = process.argv.slice(2);
if (pass !== 'train' && pass !== 'predict') throw new Error(`train or predict; came ${pass}`);
void measure(pass, kind, Number(length), Number(seconds));
