import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { memoryNeed } from '../../shared/codegen/memory';
import { type ModelPlan, planModel } from '../../shared/codegen/plan';
import type { AnyNode } from '../../shared/graph/define-node';
import type { Graph, Wire } from '../../shared/graph/document';
import { applyEdits } from '../../shared/graph/edits';
import type { DataFacts } from '../../shared/graph/facts';
import type { GraphReport } from '../../shared/graph/graph-report';
import { inferGraph } from '../../shared/graph/infer';
import { sizeNamed } from '../../shared/graph/size-name';
import type { ValueSpec } from '../../shared/graph/spec';
import type { JsonObject } from '../../shared/json';
import { NODES } from '../../shared/nodes/registry.gen';
import type { EncodedBatch, EncodedTensor } from '../data/dataset';
import { openEngine } from './backends/open-engine';
import { decodeSafetensors, encodeSafetensors } from './checkpoint/safetensors';
import { type CompiledModel, compileModel } from './compile';
import { eagerRunner } from './eager-runner';
import { createOptimizer } from './optimizers/create-optimizer';
import { applyModel } from './step/feeds';
import { readWeights, writeWeights } from './weight-tensors';

/** `npm run soak` asks for more. */
const FUZZ = Number(process.env.SOAK_FUZZ ?? 1);

const LABELS: DataFacts['targets'] = { class: { kind: 'classes', labels: ['a', 'b', 'c'] } };
const STARTS: readonly { readonly kind: string; readonly params: JsonObject; readonly facts: DataFacts }[] = [
  {
    kind: 'ImageInput',
    params: { size: [8, 6] },
    facts: { samples: 9, inputs: { image: { kind: 'image', height: 8, width: 6, channels: 1 } }, targets: LABELS },
  },
  {
    kind: 'SequenceInput',
    params: {},
    facts: { samples: 9, inputs: { ids: { kind: 'ids', vocabulary: 12, length: 7 } }, targets: LABELS },
  },
  { kind: 'TextInput', params: {}, facts: { samples: 9, inputs: { text: { kind: 'text' } }, targets: LABELS } },
  {
    kind: 'TableInput',
    params: {},
    facts: { samples: 9, inputs: { table: { kind: 'table', columns: ['a', 'b', 'c', 'd'] } }, targets: LABELS },
  },
  {
    kind: 'AudioInput',
    params: {},
    facts: { samples: 9, inputs: { audio: { kind: 'audio', rate: 1000, seconds: 0.6, longest: 0.9 } }, targets: LABELS },
  },
];
/** Small, so that a hundred models are built in seconds. */
const SMALL: { readonly [param: string]: JsonObject[string] } = {
  units: 3,
  filters: 2,
  output_dim: 4,
  num_heads: 2,
  key_dim: 2,
  max_tokens: 20,
};
const WORDS = 5;

const middle = Object.values(NODES).filter((d) => d.inputs.length > 0 && !d.target && !d.feed && !d.inside);

function smallParams(definition: AnyNode, switches: readonly boolean[]): JsonObject {
  const params: Record<string, JsonObject[string]> = {};
  for (const [i, [name, param]] of Object.entries(definition.params).entries()) {
    if (name in SMALL) params[name] = SMALL[name] ?? null;
    else if (param.widget.type === 'bool') params[name] = switches[i] ?? false;
    else if (param.widget.type === 'choice') params[name] = param.widget.options[switches[i] ? 0 : param.widget.options.length - 1] ?? null;
  }
  return params;
}

const links = fc.array(
  fc.record({
    kind: fc.constantFrom(...middle.map((definition) => definition.kind)),
    switches: fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
    /** A second wire from further back, for ports that are still free. */
    second: fc.option(fc.nat(5), { nil: null }),
  }),
  { minLength: 1, maxLength: 6 },
);

type Link = typeof links extends fc.Arbitrary<readonly (infer T)[]> ? T : never;

/** Presses the button of the first problem that has one, until none is left. */
function mend(graph: Graph, facts: DataFacts): Graph {
  let drawing = { graph, layout: {} };
  for (let i = 0; i < 40; i++) {
    const fix = inferGraph(drawing.graph, NODES, facts).problems.find((p) => p.fix)?.fix;
    if (!fix) break;
    drawing = applyEdits(drawing, fix.edits);
  }
  return drawing.graph;
}

const isWhole = (graph: Graph, facts: DataFacts): boolean => inferGraph(graph, NODES, facts).problems.every((p) => p.severity !== 'error');

/** Wires one node after the other as a person would, whether it fits or not, and mends; gives up those that cannot be mended. */
function draw(start: (typeof STARTS)[number], chain: readonly Link[]): Graph {
  let graph: Graph = { nodes: { n0: { kind: start.kind, title: null, params: start.params } }, wires: [] };
  const ends = [{ node: 'n0', port: NODES[start.kind]?.outputs[0]?.name ?? '' }];
  const append = (id: string, kind: string, params: JsonObject, second: number | null): void => {
    const definition = NODES[kind];
    const [first, next] = definition?.inputs ?? [];
    const { nodes } = inferGraph(graph, NODES, start.facts);
    const isScores = (end: (typeof ends)[number]): boolean => nodes[end.node]?.outputs[end.port]?.carries === 'scores';
    // Scores go on only where they are wanted: no button makes anything else of them.
    const last = ends.filter((end) => !isScores(end) || first?.accepts.includes('scores')).at(-1);
    if (!definition || !first || !last) throw new Error(`no node type ${kind}`);
    const wires: Wire[] = [...graph.wires, { from: last, to: { node: id, port: first.name } }];
    const port = first.multiple ? first : next;
    const other = second === null ? undefined : ends.at(-2 - second);
    if (port && other) wires.push({ from: other, to: { node: id, port: port.name } });
    const mended = mend({ nodes: { ...graph.nodes, [id]: { kind, title: null, params } }, wires }, start.facts);
    const output = definition.outputs[0]?.name ?? '';
    if (!isWhole(mended, start.facts)) return;
    graph = mended;
    ends.push({ node: id, port: output });
  };
  for (const [i, { kind, switches, second }] of chain.entries()) {
    const definition = NODES[kind];
    if (definition) append(`n${i + 1}`, kind, smallParams(definition, switches), second);
  }
  append('out', 'Classification', {}, null);
  return graph;
}

/** The node and all that it depends on: what is left of scores that nobody wanted is not built. */
function leadingTo(graph: Graph, id: string, found = new Set<string>()): ReadonlySet<string> {
  found.add(id);
  for (const { from, to } of graph.wires) if (to.node === id && !found.has(from.node)) leadingTo(graph, from.node, found);
  return found;
}

const sizes = (spec: ValueSpec): number[] => spec.shape.map((dim) => sizeNamed(dim, (name) => (name === 'batch' ? 2 : WORDS)));

beforeAll(async () => {
  await openEngine('tensorflow');
});

/** Two samples, no two numbers alike; ids are real words. */
function batchOf(plan: ModelPlan, report: GraphReport): EncodedBatch {
  const feeds = Object.fromEntries(
    plan.feeds.map(({ node }): [string, EncodedTensor] => {
      const [spec] = Object.values(report.nodes[node]?.outputs ?? {});
      if (!spec) throw new Error('a feed without a shape');
      const shape = sizes(spec);
      const length = shape.reduce((a, b) => a * b, 1);
      return [node, { shape, data: spec.dtype === 'int32' ? Int32Array.from({ length }, (_, i) => 2 + (i % 3)) : waves(length) }];
    }),
  );
  return { size: 2, feeds, targets: { out: { shape: [2, 3], data: Float32Array.of(1, 0, 0, 0, 0, 1) } } };
}

const waves = (length: number): Float32Array => Float32Array.from({ length }, (_, i) => Math.sin(1 + i * 1.3));

/** What the model says, in inference. */
function answers(model: CompiledModel, batch: EncodedBatch): readonly number[] {
  return tf.tidy(() =>
    eagerRunner(model, '')
      .judge(batch)
      .outputs.flatMap((output) => [...output.dataSync()]),
  );
}

/** One step of training, then the weights through a checkpoint's bytes into the same model built anew: it must say the same, to the last bit. */
function trainSaveAndLoad(plan: ModelPlan, compiled: CompiledModel, batch: EncodedBatch): void {
  const optimizer = createOptimizer({ name: 'sgd', momentum: 0, nesterov: false });
  const step = eagerRunner(compiled, '').trainingStep({ optimizer, clipNorm: 1, classWeights: null, metricScales: [1] });
  expect(Number.isFinite(step.run(batch, { step: 0, rate: 0.01 }).loss)).toBe(true);
  const saved = encodeSafetensors(readWeights(compiled.weights));
  const again = compileModel(plan, 2);
  writeWeights(again.weights, decodeSafetensors(saved));
  expect(answers(again, batch)).toEqual(answers(compiled, batch));
  again.dispose();
}

it('whatever infers without an error builds, with the shapes and parameters that were inferred, computes, trains, is saved and loaded', () => {
  let built = 0;
  fc.assert(
    fc.property(fc.constantFrom(...STARTS), links, (start, chain) => {
      const graph = draw(start, chain);
      const planned = planModel(graph, NODES, start.facts);
      if (!planned.ok) expect.fail(planned.problems[0]?.message);
      if (memoryNeed(planned.report, { batchSize: 2, optimizerSlots: 2, assumedLength: WORDS }).total > 60e6) return;
      const { plan, report } = planned;
      // Of a text as short as these too much was cut off: what a warning said.
      if (Object.values(report.nodes).some(({ outputs }) => Object.values(outputs).some((spec) => sizes(spec).some((size) => size < 1))))
        return;
      const compiled = compileModel(plan, 1);
      const used = leadingTo(graph, 'out');
      const counted = Object.entries(report.nodes).reduce((sum, [id, node]) => sum + (used.has(id) ? node.parameters : 0), 0);
      expect(compiled.model.countParams()).toBe(counted);
      tf.tidy(() => {
        const inputs = plan.feeds.map((feed) => {
          const [spec] = Object.values(report.nodes[feed.node]?.outputs ?? {});
          if (!spec) throw new Error('a feed without a shape');
          return spec.dtype === 'int32' ? tf.fill(sizes(spec), 3, 'int32') : tf.fill(sizes(spec), 0.5);
        });
        const [probabilities, ...maps] = applyModel(compiled.probe, inputs, false);
        expect(probabilities?.shape).toEqual([2, 3]);
        for (const sum of probabilities?.sum(-1).dataSync() ?? []) expect(sum).toBeCloseTo(1, 4);
        for (const [i, { node, type }] of plan.maps.entries()) {
          const { definition, outputs = {} } = report.nodes[node] ?? {};
          const spec = outputs[definition?.map?.output ?? ''];
          expect(spec && maps[i]?.shape).toEqual(spec && sizes(spec));
          if (type === 'gate') continue;
          // Features of a kernel may all be too small for single precision, where it is fed decibels as they are.
          const mayVanish = definition?.kind === 'LinearAttention' || definition?.kind === 'PerformerAttention';
          for (const sum of maps[i]?.sum(-1).dataSync() ?? []) {
            if (!(mayVanish && sum === 0)) expect(sum).toBeCloseTo(1, 4);
          }
        }
      });
      trainSaveAndLoad(plan, compiled, batchOf(plan, report));
      compiled.dispose();
      built++;
    }),
    { numRuns: 250 * FUZZ, seed: 21 },
  );
  // The buttons alone lead every drawing to a model; a few are too large for a test.
  expect(built).toBeGreaterThan(200);
}, 120_000);
