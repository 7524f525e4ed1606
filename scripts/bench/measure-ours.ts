// Bundled and run by scripts/bench.mjs: `train MODEL SECONDS` or `infer NODES`. Prints one JSON line.

import type { EncodedBatch, EncodedTensor } from '../../electron/data/dataset';
import { openEngine } from '../../electron/engine/backends/open-engine';
import { compileModel } from '../../electron/engine/compile';
import { seededBits } from '../../electron/engine/epoch-order';
import { createOptimizer } from '../../electron/engine/optimizers/create-optimizer';
import { eagerStep } from '../../electron/engine/step/eager';
import { planModel } from '../../shared/codegen/plan';
import { inferGraph } from '../../shared/graph/infer';
import { NODES } from '../../shared/nodes/registry.gen';
import { BENCH_MODELS, type BenchModel, chain } from './models';

function batchFor({ facts, batch }: BenchModel, feed: ReturnType<typeof planFor>['feeds'][number]): EncodedTensor {
  const bits = seededBits(1, 'bench', 0);
  if (feed.kind === 'text') {
    const length = feed.output_sequence_length ?? 1;
    return { shape: [batch, length], data: Int32Array.from({ length: batch * length }, () => bits() % feed.max_tokens) };
  }
  const shape = feed.kind === 'image' ? [batch, feed.height, feed.width, feed.channels] : [batch, feed.columns.length];
  const size = shape.reduce((product, dim) => product * dim, 1);
  return { shape, data: Float32Array.from({ length: size }, () => (facts.input.kind === 'image' ? bits() % 256 : bits() / 2 ** 32)) };
}

function planFor({ graph, facts }: BenchModel) {
  const planned = planModel(graph, NODES, facts);
  if (!planned.ok) throw new Error(planned.problems.map((p) => `${p.node}: ${p.message}`).join('; '));
  return planned.plan;
}

async function train(name: string, seconds: number): Promise<void> {
  const model = BENCH_MODELS[name]?.();
  if (!model) throw new Error(`no model ${name}`);
  const engine = await openEngine('auto');
  const plan = planFor(model);
  const targets = plan.targets.map((target) => target.plan);
  const compiled = compileModel(plan, 1);
  const step = eagerStep({
    model: compiled.model,
    targets,
    weights: compiled.weights,
    optimizer: createOptimizer({ name: 'adam', beta_1: 0.9, beta_2: 0.999, epsilon: 1e-7 }),
    clipNorm: null,
    classWeights: null,
    metricScales: targets.map(() => 1),
    seedStep: compiled.seedStep,
  });
  const labels = model.facts.target?.kind === 'classes' ? model.facts.target.labels.length : 1;
  const hot = new Float32Array(model.batch * labels);
  for (let row = 0; row < model.batch; row += 1) hot[row * labels + (row % labels)] = 1;
  const batch: EncodedBatch = {
    size: model.batch,
    feeds: Object.fromEntries(plan.feeds.map((feed) => [feed.node, batchFor(model, feed)])),
    targets: Object.fromEntries(targets.map((target) => [target.node, { shape: [model.batch, labels], data: hot }])),
  };
  let at = 0;
  for (; at < 3; at += 1) step.run(batch, { step: at, rate: 0.001 });
  const began = performance.now();
  let steps = 0;
  while (performance.now() - began < seconds * 1000) {
    step.run(batch, { step: at + steps, rate: 0.001 });
    steps += 1;
  }
  const took = (performance.now() - began) / 1000;
  console.log(JSON.stringify({ samples_per_second: (steps * model.batch) / took, engine: engine.name, parameters: plan.parameters }));
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

const [what, subject = '', amount = '5'] = process.argv.slice(2);
if (what === 'train') void train(subject, Number(amount));
else infer(Number(subject));
