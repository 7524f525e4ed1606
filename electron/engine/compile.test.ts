import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { type ModelPlan, planModel } from '../../shared/codegen/plan';
import type { Graph } from '../../shared/graph/document';
import type { DataFacts } from '../../shared/graph/facts';
import { NODES } from '../../shared/nodes/registry.gen';
import { openEngine } from './backends/open-engine';
import { compileModel } from './compile';
import { applyModel } from './step/feeds';

type Nodes = { readonly [id: string]: readonly [kind: string, params?: Graph['nodes'][string]['params']] };

/** `a.image > b.input` */
function graphOf(nodes: Nodes, wires: readonly string[]): Graph {
  const end = (text: string) => {
    const [node = '', port = ''] = text.trim().split('.');
    return { node, port };
  };
  return {
    nodes: Object.fromEntries(Object.entries(nodes).map(([id, [kind, params = {}]]) => [id, { kind, title: null, params }])),
    wires: wires.map((wire) => {
      const [from = '', to = ''] = wire.split('>');
      return { from: end(from), to: end(to) };
    }),
  };
}

function planOf(graph: Graph, facts: DataFacts): ModelPlan {
  const planned = planModel(graph, NODES, facts);
  if (!planned.ok) throw new Error(JSON.stringify(planned.problems, null, 1));
  return planned.plan;
}

const DIGITS = graphOf(
  {
    image: ['ImageInput'],
    rescaling: ['Rescaling'],
    conv2d: ['Conv2D', { filters: 16 }],
    pool: ['MaxPooling2D'],
    conv2d_1: ['Conv2D', { filters: 32 }],
    pool_1: ['MaxPooling2D'],
    reshape: ['Reshape', { target_shape: [49, 32] }],
    attention: ['MultiHeadAttention', { num_heads: 4, key_dim: 8 }],
    add: ['Add'],
    norm: ['LayerNormalization'],
    flatten: ['Flatten'],
    classes: ['Classification'],
  },
  [
    'image.image > rescaling.input',
    'rescaling.output > conv2d.input',
    'conv2d.output > pool.input',
    'pool.output > conv2d_1.input',
    'conv2d_1.output > pool_1.input',
    'pool_1.output > reshape.input',
    'reshape.output > attention.query',
    'reshape.output > add.inputs',
    'attention.output > add.inputs',
    'add.output > norm.input',
    'norm.output > flatten.input',
    'flatten.output > classes.input',
  ],
);
const DIGIT_FACTS: DataFacts = {
  samples: 10,
  inputs: { image: { kind: 'image', height: 28, width: 28, channels: 1 } },
  targets: { class: { kind: 'classes', labels: [...'0123456789'] } },
};

const SENTENCES = graphOf(
  {
    text: ['TextInput'],
    words: ['TextVectorization', { max_tokens: 50 }],
    embedding: ['Embedding', { output_dim: 6 }],
    lstm: ['LSTM', { units: 4, return_sequences: true, bidirectional: true }],
    mean: ['GlobalAveragePooling1D'],
    attention: ['AdditiveAttention', { units: 5 }],
    classes: ['Classification'],
  },
  [
    'text.text > words.text',
    'words.ids > embedding.ids',
    'embedding.output > lstm.input',
    'lstm.output > mean.input',
    'mean.output > attention.query',
    'lstm.output > attention.value',
    'attention.output > classes.input',
  ],
);
const SENTENCE_FACTS: DataFacts = {
  samples: 10,
  inputs: { text: { kind: 'text' } },
  targets: { class: { kind: 'classes', labels: ['bad', 'good'] } },
};

const COLUMNS = graphOf(
  {
    table: ['TableInput'],
    columns: ['ColumnEmbedding', { units: 8 }],
    attention: ['MultiHeadAttention', { num_heads: 2, key_dim: 4 }],
    add: ['Add'],
    norm: ['LayerNormalization'],
    flatten: ['Flatten'],
    dropout: ['Dropout', { rate: 0.5 }],
    value: ['Regression'],
  },
  [
    'table.columns > columns.input',
    'columns.output > attention.query',
    'columns.output > add.inputs',
    'attention.output > add.inputs',
    'add.output > norm.input',
    'norm.output > flatten.input',
    'flatten.output > dropout.input',
    'dropout.output > value.input',
  ],
);
const COLUMN_FACTS: DataFacts = {
  samples: 10,
  inputs: { table: { kind: 'table', columns: ['a', 'b', 'c', 'd'] } },
  targets: { y: { kind: 'value', column: 'y' } },
};

const bytes = (plan: ModelPlan, seed: number): string => {
  const compiled = compileModel(plan, seed);
  const text = compiled.weights.map((w) => `${w.name}:${Buffer.from(w.variable.dataSync().slice().buffer).toString('base64')}`).join('\n');
  compiled.dispose();
  return text;
};

describe.each(['tensorflow', 'cpu'] as const)('compileModel on %s', (engine) => {
  beforeAll(async () => {
    await openEngine(engine);
  });

  it('builds the digits model: 24,778 parameters, attention over 49 places', () => {
    const plan = planOf(DIGITS, DIGIT_FACTS);
    const compiled = compileModel(plan, 1);
    expect(plan.parameters).toBe(24_778);
    expect(compiled.model.countParams()).toBe(24_778);
    expect(plan.maps[0]?.queries).toEqual({ kind: 'grid', input: 'image', rows: 7, cols: 7 });
    const [probabilities, scores] = tf.tidy(() =>
      applyModel(compiled.probe, [tf.randomUniform([2, 28, 28, 1], 0, 255, 'float32', 3)], false).map((t) => tf.keep(t)),
    );
    expect(probabilities?.shape).toEqual([2, 10]);
    expect(scores?.shape).toEqual([2, 4, 49, 49]);
    expect(
      scores
        ?.sum(-1)
        .dataSync()
        .every((sum) => Math.abs(sum - 1) < 1e-5),
    ).toBe(true);
  });

  it('pays padding no attention, however long it is', () => {
    const compiled = compileModel(planOf(SENTENCES, SENTENCE_FACTS), 1);
    const run = (ids: number[]) => applyModel(compiled.probe, [tf.tensor2d([ids], [1, ids.length], 'int32')], false);
    const [short, scores] = run([4, 9, 3]);
    const [long, padded] = run([4, 9, 3, 0, 0, 0, 0]);
    expect(scores?.shape).toEqual([1, 1, 3]);
    expect([...(padded?.dataSync() ?? [])].slice(3)).toEqual([0, 0, 0, 0]);
    for (const [i, value] of (long?.dataSync() ?? []).entries()) expect(value).toBeCloseTo(short?.dataSync()[i] ?? 0, 5);
  });

  it('drops other numbers at every step, the same ones again for the same step and seed', () => {
    const compiled = compileModel(planOf(COLUMNS, COLUMN_FACTS), 1);
    const x = tf.tensor2d([[1, -2, 0.5, 3]]);
    const run = (step: number, training = true) => {
      compiled.seedStep(step);
      return applyModel(compiled.model, [x], training)[0]?.dataSync()[0];
    };
    const first = run(1);
    expect(run(2)).not.toBe(first);
    expect(run(1)).toBe(first);
    expect(run(1, false)).toBe(run(2, false));
    expect(compiled.weights.map((w) => w.name)).toContain('attention/attention_output/kernel');
  });

  it('draws weights from the seed alone', () => {
    const plan = planOf(SENTENCES, SENTENCE_FACTS);
    expect(bytes(plan, 5)).toBe(bytes(plan, 5));
    expect(bytes(plan, 6)).not.toBe(bytes(plan, 5));
  });

  it('leaves no tensor behind', () => {
    const plan = planOf(DIGITS, DIGIT_FACTS);
    const before = tf.memory().numTensors;
    compileModel(plan, 1).dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});
