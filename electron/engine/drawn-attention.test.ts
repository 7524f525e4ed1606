import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, it } from 'vitest';
import { planModel } from '../../shared/codegen/plan';
import type { Graph, GraphNode, Wire } from '../../shared/graph/document';
import type { DataFacts } from '../../shared/graph/facts';
import type { JsonObject } from '../../shared/json';
import { NODES } from '../../shared/nodes/registry.gen';
import { openEngine } from './backends/open-engine';
import { type CompiledModel, compileModel } from './compile';
import { applyModel } from './step/feeds';

const FACTS: DataFacts = { samples: 9, inputs: { text: { kind: 'text' } }, targets: { class: { kind: 'classes', labels: ['a', 'b'] } } };
const node = (kind: string, params: JsonObject = {}): GraphNode => ({ kind, title: null, params });
const wire = (from: string, to: string): Wire => {
  const [fromNode = '', fromPort = ''] = from.split('.');
  const [toNode = '', toPort = ''] = to.split('.');
  return { from: { node: fromNode, port: fromPort }, to: { node: toNode, port: toPort } };
};

/** Words that attend to each other, by `parts` between `embedding` and `mean`. */
function compiled(parts: Graph['nodes'], wires: readonly Wire[]): { readonly model: CompiledModel; readonly maps: readonly string[] } {
  const graph: Graph = {
    nodes: {
      text: node('TextInput'),
      ids: node('TextVectorization', { max_tokens: 20 }),
      embedding: node('Embedding', { output_dim: 4, mask_zero: true }),
      ...parts,
      mean: node('GlobalAveragePooling1D'),
      out: node('Classification'),
    },
    wires: [wire('text.text', 'ids.text'), wire('ids.ids', 'embedding.ids'), ...wires, wire('mean.output', 'out.input')],
  };
  const planned = planModel(graph, NODES, FACTS);
  if (!planned.ok) throw new Error(planned.problems[0]?.message);
  return { model: compileModel(planned.plan, 3), maps: planned.plan.maps.map((map) => map.node) };
}

/** Full sentences: what padding asks is left out of the mean where a node hands the mask on, and Keras's Dot does not. */
const FULL = [
  [3, 4, 5, 6],
  [7, 8, 9, 2],
];
const PADDED = [
  [3, 4, 5, 0],
  [7, 8, 0, 0],
];

beforeAll(async () => {
  await openEngine('auto');
});

it('attention drawn by hand – dot product, softmax, weighted mean – is the attention of the one node', () => {
  const byHand = compiled({ dot: node('DotSimilarity'), softmax: node('Softmax'), read: node('WeightedMean', { softmax: false }) }, [
    wire('embedding.output', 'dot.query'),
    wire('dot.output', 'softmax.input'),
    wire('softmax.output', 'read.scores'),
    wire('embedding.output', 'read.value'),
    wire('read.output', 'mean.input'),
  ]);
  const shorter = compiled({ dot: node('DotSimilarity'), read: node('WeightedMean') }, [
    wire('embedding.output', 'dot.query'),
    wire('dot.output', 'read.scores'),
    wire('embedding.output', 'read.value'),
    wire('read.output', 'mean.input'),
  ]);
  const oneNode = compiled({ attention: node('Attention') }, [
    wire('embedding.output', 'attention.query'),
    wire('attention.output', 'mean.input'),
  ]);
  expect(byHand.maps).toEqual(['dot']);
  expect(shorter.maps).toEqual(['dot', 'read']);
  tf.tidy(() => {
    const answers = [byHand, shorter, oneNode].map(({ model }) =>
      applyModel(model.model, [tf.tensor2d(FULL, [2, 4], 'int32')], false)[0]?.dataSync(),
    );
    for (const answer of answers.slice(0, 2)) expect(Array.from(answer ?? [])).toEqual(closeTo(answers[2]));
    // The weights of real words: padding gets none.
    const ids = tf.tensor2d(PADDED, [2, 4], 'int32');
    const drawn = applyModel(shorter.model.probe, [ids], false).at(-1);
    const asOne = applyModel(oneNode.model.probe, [ids], false).at(-1);
    expect(drawn?.shape).toEqual([2, 4, 4]);
    expect(Array.from(drawn?.dataSync() ?? [])).toEqual(closeTo(asOne?.dataSync()));
    expect(drawn?.slice([1, 0, 2], [1, 2, 2]).max().dataSync()[0]).toBe(0);
  });
  for (const { model } of [byHand, shorter, oneNode]) model.dispose();
});

const closeTo = (values: ArrayLike<number> | undefined): unknown[] => Array.from(values ?? [], (value) => expect.closeTo(value, 5));

it('the gradient of a distance is finite where both are the same', () => {
  const model = compileModel(
    {
      feeds: [{ kind: 'table', node: 'x', source: 'table', columns: [], standardize: false }],
      records: [
        { name: 'x', class_name: 'InputLayer', config: { batch_shape: [null, 3, 2], dtype: 'float32' }, inbound: [] },
        {
          name: 'similarity',
          class_name: 'EuclideanSimilarity',
          config: { form: 'negative' },
          inbound: [
            { layer: 'x', output: 0 },
            { layer: 'x', output: 0 },
          ],
        },
      ],
      targets: [
        {
          plan: { kind: 'value', node: 'y', target: 'y', loss: 'mean_squared_error', standardize: false },
          ref: { layer: 'similarity', output: 0 },
        },
      ],
      maps: [],
      parameters: 0,
    },
    1,
  );
  tf.tidy(() => {
    const x = tf.tensor3d([
      [
        [1, 2],
        [1, 2],
        [3, 1],
      ],
    ]);
    const gradient = tf.grad((given: tf.Tensor) => (applyModel(model.model, [given], false)[0] ?? given).sum())(x);
    for (const value of gradient.dataSync()) expect(Number.isFinite(value)).toBe(true);
    expect(gradient.abs().max().dataSync()[0]).toBeGreaterThan(0.1);
  });
  model.dispose();
});
