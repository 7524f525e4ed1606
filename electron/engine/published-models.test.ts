import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, it } from 'vitest';
import { planModel } from '../../shared/codegen/plan';
import type { DataFacts } from '../../shared/graph/facts';
import { sizeNamed } from '../../shared/graph/size-name';
import { nodesOf } from '../../shared/nodes/nodes-of';
import { readProject } from '../../shared/project/read-project';
import { openEngine } from './backends/open-engine';
import { compileModel } from './compile';
import { eagerRunner } from './eager-runner';
import { createOptimizer } from './optimizers/create-optimizer';

const FOLDER = path.join(import.meta.dirname, '../../resources/published');

const TABLE: DataFacts = {
  samples: 9,
  inputs: { table: { kind: 'table', columns: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] } },
  targets: { value: { kind: 'value', column: 'value' } },
};

beforeAll(async () => {
  await openEngine('tensorflow');
});

it.each(['lenet-5', 'sasrec', 'ft-transformer', 'resnet-18'])('%s is built with the weights that were counted, and trains', (id) => {
  const { project } = readProject(readFileSync(path.join(FOLDER, `${id}.attention.json`), 'utf8'));
  const planned = planModel(project.graph, nodesOf(project.graph), id === 'ft-transformer' ? TABLE : null);
  if (!planned.ok) throw new Error(planned.problems[0]?.message);
  const { plan, report } = planned;
  const model = compileModel(plan, 1);
  const trained = model.weights.filter((w) => w.trainable).reduce((n, w) => n + w.variable.size, 0);
  expect(trained).toBe(report.trainable);
  const feeds = Object.fromEntries(
    plan.feeds.map(({ node }) => {
      const [spec] = Object.values(report.nodes[node]?.outputs ?? {});
      if (!spec) throw new Error('no spec');
      const shape = spec.shape.map((d) => sizeNamed(d, (n) => (n === 'batch' ? 2 : 12)));
      const length = shape.reduce((a, b) => a * b, 1);
      return [
        node,
        {
          shape,
          data:
            spec.dtype === 'int32'
              ? Int32Array.from({ length }, (_, i) => 2 + (i % 3))
              : Float32Array.from({ length }, (_, i) => Math.sin(1 + i * 1.3)),
        },
      ];
    }),
  );
  const targets = Object.fromEntries(
    plan.targets.map(({ plan: t }) => {
      if (t.kind === 'items') {
        const places = t.length ?? 1;
        return [t.node, { shape: [2, places], data: Int32Array.from({ length: 2 * places }, (_, i) => 1 + (i % 5)) }];
      }
      const width = t.kind === 'classes' ? t.classes : 1;
      const data = new Float32Array(2 * width);
      data[0] = 1;
      data[width] = 1;
      return [t.node, { shape: [2, width], data }];
    }),
  );
  const optimizer = createOptimizer({ name: 'sgd', momentum: 0, nesterov: false });
  const step = eagerRunner(model, '').trainingStep({ optimizer, clipNorm: 1, classWeights: null, metricScales: [1] });
  const batch = { size: 2, feeds, targets };
  const losses = [0, 1, 2].map((i) => step.run(batch, { step: i, rate: 0.01 }).loss);
  expect(losses.every(Number.isFinite)).toBe(true);
  model.dispose();
  tf.disposeVariables();
});
