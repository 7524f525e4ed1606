import { describe, expect, it } from 'vitest';
import { memoryNeed } from '../../codegen/memory';
import { planModel } from '../../codegen/plan';
import { buildModelSource } from '../../codegen/python/model';
import type { AnyNode, InputSpecs, NodeProblem } from '../../graph/define-node';
import { applyEdits } from '../../graph/edits';
import type { DataFacts } from '../../graph/facts';
import { graphOf } from '../../graph/graph-of.test-data';
import { inferGraph } from '../../graph/infer';
import { readParams } from '../../graph/read-params';
import type { Dim, ValueSpec } from '../../graph/spec';
import type { JsonObject } from '../../json';
import { NODES } from '../registry.gen';

const nodeOf = (kind: string): AnyNode => {
  const found = NODES[kind];
  if (!found) throw new Error(`no node type ${kind}`);
  return found;
};
const sequence = (places: Dim, features = 8): ValueSpec => ({ shape: ['batch', places, features], dtype: 'float32', carries: 'sequence' });
const scores = (...places: Dim[]): ValueSpec => ({ shape: ['batch', ...places], dtype: 'float32', carries: 'scores' });

function paramsOf(kind: string, params: JsonObject) {
  const read = readParams(nodeOf(kind), params);
  if (!read.ok) throw new Error(read.problem.message);
  return read.params;
}

function problemOf(kind: string, params: JsonObject, inputs: InputSpecs): NodeProblem {
  const inference = nodeOf(kind).infer(inputs, paramsOf(kind, params), { id: 'node', facts: null });
  const problem = inference.ok ? inference.warnings?.[0] : inference.problem;
  if (!problem) throw new Error(`${kind} takes it`);
  return problem;
}

const costAt = (kind: string, places: number, params: JsonObject) => {
  const port = nodeOf(kind).inputs[0]?.name ?? '';
  const cost = nodeOf(kind).cost?.({ [port]: [sequence(places)] }, paramsOf(kind, params));
  if (!cost) throw new Error(`${kind} does not say what it costs`);
  return cost;
};

describe('what attention costs', () => {
  it.each([
    ['MultiHeadAttention', 'n²', {}],
    ['GroupQueryAttention', 'n²', {}],
    ['RelativeAttention', 'n²', {}],
    ['Attention', 'n²', {}],
    ['GeneralAttention', 'n²', {}],
    ['LocationAttention', 'n²', {}],
    ['LocalAttention', 'n·w', {}],
    ['LocalAttention', 'n·w', { use_causal_mask: true }],
    ['LinearAttention', 'n', {}],
    ['LinearAttention', 'n', { use_causal_mask: true }],
    ['PerformerAttention', 'n', {}],
    ['AttentionPooling', 'n', {}],
  ] as const)('%s grows with %s %j', (kind, growth, params) => {
    const [short, long] = [2 ** 16, 2 ** 17].map((places) => costAt(kind, places, params));
    expect(short?.growth).toBe(growth);
    for (const part of ['multiplications', 'held'] as const) {
      const times = (long?.[part] ?? 0) / (short?.[part] ?? 1);
      // Projections grow with n beside n².
      if (growth === 'n²') expect(times).toBeGreaterThan(3.8);
      else expect(times).toBeCloseTo(2, 5);
    }
  });

  it('a window twice as wide costs twice as much for its pairs', () => {
    const [one, two] = [64, 128].map((window) => costAt('LocalAttention', 4096, { window }));
    expect(two?.scoresBytes).toBe(2 * (one?.scoresBytes ?? 0));
  });

  it('a map that only the window asks for takes no memory in training', () => {
    const nodes = {
      image: 'ImageInput',
      places: ['Reshape', { target_shape: [784, 1] }],
      linear: 'LinearAttention',
      full: ['MultiHeadAttention', { num_heads: 1, key_dim: 1 }],
    } as const;
    const wires = ['image.image > places.input', 'places.output > linear.query', 'places.output > full.query'];
    const bytes = (kinds: Partial<typeof nodes>, drawn: string[]) => {
      const report = inferGraph(graphOf(kinds as never, drawn), NODES, null);
      expect(report.problems.filter((p) => p.severity === 'error')).toEqual([]);
      return memoryNeed(report, { batchSize: 1, optimizerSlots: 2 }).activations;
    };
    const { full, ...others } = nodes;
    expect(bytes(others, wires.slice(0, 2))).toBeLessThan(4 * 3 * 784 * 784);
    expect(bytes({ ...others, full }, wires)).toBeGreaterThan(4 * 3 * 784 * 784);
  });
});

describe('what attention refuses', () => {
  it.each([
    ['Attention', {}, { query: [sequence(4, 3)], value: [sequence(5, 2)] }, '2 features', '3 features', 'Insert Dense with 2 units'],
    [
      'Attention',
      { score_mode: 'cosine' },
      { query: [sequence(4, 3)], value: [sequence(5, 3)], key: [sequence(5, 7)] },
      '7 features',
      '3 features',
      'Insert Dense with 7 units',
    ],
    [
      'GeneralAttention',
      {},
      { query: [sequence(4)], value: [sequence(5)], key: [sequence(6)] },
      '5 places',
      '6 places',
      'Use the values as keys',
    ],
    [
      'LinearAttention',
      { use_causal_mask: true },
      { query: [sequence(4)], value: [sequence(5)] },
      '4 places',
      '5 places',
      'Let it see all places',
    ],
    [
      'PerformerAttention',
      { use_causal_mask: true },
      { query: [sequence('words')], value: [sequence('words_1')] },
      'words places',
      'words_1 places',
      'Let it see all places',
    ],
    ['RelativeAttention', { positions: 'rotary', key_dim: 3 }, { query: [sequence(4)] }, 'an even key_dim', '3', 'Use key_dim 4'],
    [
      'RelativeAttention',
      { num_buckets: 64, max_distance: 10 },
      { query: [sequence(4)] },
      'a max_distance above 16',
      '10',
      'Use max_distance 64',
    ],
    [
      'GroupQueryAttention',
      { num_query_heads: 4, num_key_value_heads: 3 },
      { query: [sequence(4)] },
      'a multiple of 3',
      '4 query heads',
      'Use 6 query heads',
    ],
    ['MultiHeadAttention', {}, { query: [sequence(4)], mask: [scores(3, 4)] }, '4×4 or 1×4', '3×4', 'Let all places meet'],
    ['MultiHeadAttention', {}, { query: [sequence(4)], mask: [scores(2, 4, 4)] }, '4×4 or 1×4', '2×4×4', 'Let all places meet'],
    ['LocationAttention', { max_length: 3 }, { query: [sequence(4)] }, 'at most 3 places', '4 places', 'Use max_length 4'],
  ] as const)('%s %j: expected, received and a mend', (kind, params, inputs, expected, received, title) => {
    const problem = problemOf(kind, params, inputs);
    expect(problem).toMatchObject({ expected, received });
    expect(problem.fix?.title).toBe(title);
  });

  it('the mend of two widths that cannot meet leads to a model', () => {
    const graph = graphOf(
      {
        text: 'TextInput',
        ids: 'TextVectorization',
        wide: ['Embedding', { output_dim: 12 }],
        narrow: ['Embedding', { output_dim: 5 }],
        attention: 'Attention',
        pooling: 'AttentionPooling',
        out: 'Classification',
      },
      [
        'text.text > ids.text',
        'ids.ids > wide.ids',
        'ids.ids > narrow.ids',
        'wide.output > attention.query',
        'narrow.output > attention.value',
        'attention.output > pooling.input',
        'pooling.output > out.input',
      ],
    );
    const facts: DataFacts = {
      samples: 3,
      inputs: { text: { kind: 'text' } },
      targets: { class: { kind: 'classes', labels: ['a', 'b'] } },
    };
    const problem = inferGraph(graph, NODES, facts).problems.find((p) => p.node === 'attention');
    expect(problem?.severity).toBe('error');
    expect(planModel(graph, NODES, facts).ok).toBe(false);
    const mended = applyEdits({ graph, layout: {} }, problem?.fix?.edits ?? []).graph;
    const planned = planModel(mended, NODES, facts);
    expect(planned.ok && planned.plan.records.find(({ inbound }) => inbound[0]?.layer === 'wide')).toMatchObject({
      class_name: 'Dense',
      config: { units: 5 },
    });
  });
});

describe('what scripts say', () => {
  const facts: DataFacts = { samples: 3, inputs: { text: { kind: 'text' } }, targets: { class: { kind: 'classes', labels: ['a', 'b'] } } };
  const start = { text: 'TextInput', ids: 'TextVectorization', words: 'Embedding', pooling: 'AttentionPooling', out: 'Classification' };
  const wires = ['text.text > ids.text', 'ids.ids > words.ids', 'pooling.output > out.input'];
  const scriptOf = (nodes: Parameters<typeof graphOf>[0], drawn: readonly string[]): string => {
    const planned = planModel(graphOf({ ...start, ...nodes }, [...wires, ...drawn]), NODES, facts);
    if (!planned.ok) throw new Error(planned.problems[0]?.message);
    return buildModelSource(planned.plan, false);
  };

  it('hands a mask over by its name', () => {
    const script = scriptOf({ first: 'Attention', second: 'MultiHeadAttention' }, [
      'words.output > first.query',
      'words.output > second.query',
      'first.scores > second.mask',
      'second.output > pooling.input',
    ]);
    expect(script).toContain('(words, words, attention_mask=first_scores, return_attention_scores=True)');
  });

  it('draws random features once, for queries and keys alike, and leaves the matrix of weights to who looks at it', () => {
    const script = scriptOf({ long: 'PerformerAttention' }, ['words.output > long.query', 'long.output > pooling.input']);
    expect(script).toContain('long_key_features = long_features_layer(long_key)');
    expect(script.split('RandomFeatures(')).toHaveLength(2);
    expect(script).toMatch(/attention_model = keras\.Model\(ids, \{"long": long_scores/);
  });
});

it('every attention node declares its formula, its source and its cost', () => {
  const attending = Object.values(NODES).filter(({ family }) => family === 'attention');
  expect(attending.length).toBeGreaterThan(10);
  for (const { kind, map, outputs, formula, source, cost } of attending) {
    expect({ kind, formula: Boolean(formula), source: Boolean(source), cost: Boolean(cost) }).toEqual({
      kind,
      formula: true,
      source: true,
      cost: true,
    });
    if (map) expect(outputs.map(({ name }) => name)).toContain(map.output);
  }
});
