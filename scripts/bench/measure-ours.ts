// Bundled and run by the bench: `train MODEL SECONDS [--threads N]`, `choose MODEL`, or `infer NODES`. Prints one JSON line.

import { spawnSync } from 'node:child_process';
import { openEngine } from '../../electron/engine/backends/open-engine';
import { chooseRunner, runnerFor } from '../../electron/engine/choose-runner';
import { type CompiledModel, compileModel } from '../../electron/engine/compile';
import type { How } from '../../electron/engine/how';
import { inferGraph } from '../../shared/graph/infer';
import { NODES } from '../../shared/nodes/registry.gen';
import { batchesFor, DISTINCT } from './batches';
import { BENCH_MODELS, chain } from './models';
import { peakMemory } from './peak-memory';
import type { BenchModel } from './stack';
import { OPTIONS } from './step-options';

/** A usual training: what `auto` weighs the time of compiling against. */
const USUAL_STEPS = 5000;

function modelOf(name: string): BenchModel {
  const model = BENCH_MODELS[name]?.();
  if (!model) throw new Error(`no model ${name}`);
  return model;
}

const parametersOf = (weights: CompiledModel['weights']): number => weights.reduce((sum, { variable }) => sum + variable.size, 0);

/** What `auto` takes for this model, as a run would decide it when it begins. */
async function choose(name: string): Promise<void> {
  const model = modelOf(name);
  const engine = await openEngine('tensorflow');
  const compiled = compileModel(model.plan, 1);
  const expected = { train: batchesFor(model).slice(0, 1), judge: [], probe: [] };
  const wished = { step: 'auto', xla: 'auto', precision: 'float32', threads: null } as const;
  const choosing = { engine, compiled, options: OPTIONS, batchSize: model.batch, expected, steps: USUAL_STEPS, wished, log: () => {} };
  console.log(JSON.stringify(chooseRunner(choosing).how));
}

async function train(name: string, seconds: number, how: How): Promise<void> {
  const model = modelOf(name);
  const batches = batchesFor(model);
  const engine = await openEngine('tensorflow');
  const began = performance.now();
  const compiled = compileModel(model.plan, 1);
  const built = performance.now();
  const expected = { train: batches.slice(0, 1), judge: [], probe: [] };
  const step = runnerFor({ engine, compiled, options: OPTIONS, batchSize: model.batch, expected }, how).trainingStep(OPTIONS);
  const losses: number[] = [];
  let at = 0;
  const run = (): void => {
    const batch = batches[at % DISTINCT];
    if (batch) losses.push(step.run(batch, { step: at, rate: 0.001 }).loss);
    at += 1;
  };
  run();
  const first = performance.now();
  for (let warm = 0; warm < 4; warm += 1) run();
  const start = performance.now();
  const from = at;
  while (performance.now() - start < seconds * 1000 || at - from < 3) run();
  const took = (performance.now() - start) / 1000;
  const figures = {
    samples_per_second: ((at - from) * model.batch) / took,
    // As for Keras without what building takes, which stands beside.
    first_step_seconds: (first - built) / 1000,
    build_seconds: (built - began) / 1000,
    peak_rss_mb: peakMemory(),
    parameters: parametersOf(compiled.weights),
    trainable_parameters: parametersOf(compiled.weights.filter((weight) => weight.trainable)),
    engine: engine.name,
    ...how,
    losses_first: losses.slice(0, 5),
  };
  console.log(JSON.stringify(figures));
}

function infer(count: number): void {
  const { graph, facts } = chain(count);
  const times: number[] = [];
  for (let i = 0; i < 20; i += 1) {
    const began = performance.now();
    const report = inferGraph(graph, NODES, facts);
    times.push(performance.now() - began);
    if (report.problems.length > 0) throw new Error(report.problems[0]?.message);
  }
  console.log(JSON.stringify({ first_ms: times[0], median_ms: times.sort((a, b) => a - b)[10] }));
}

/** Asked of a process of its own, so that what was only tried stands in nobody's memory. */
function chosen(name: string): How {
  const asked = spawnSync(process.execPath, [__filename, 'choose', name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  const line = asked.stdout.trim().split('\n').at(-1) ?? '';
  if (asked.status !== 0) throw new Error(`choosing for ${name} failed`);
  return JSON.parse(line) as How;
}

const FORCED: { readonly [name: string]: How | undefined } = Object.fromEntries(
  (['eager', 'traced', 'xla'] as const).map((name) => [
    name,
    { step: name === 'eager' ? 'eager' : 'traced', xla: name === 'xla', precision: 'float32', threads: null, stepReason: 'by hand' },
  ]),
);

const [what, subject = '', amount = '5', ...rest] = process.argv.slice(2);
const at = rest.indexOf('--how');
if (what === 'train') void train(subject, Number(amount), FORCED[rest[at + 1] ?? ''] ?? chosen(subject));
else if (what === 'choose') void choose(subject);
else infer(Number(subject));
