import { describe, expect, it } from 'vitest';
import { NODES } from '../nodes/registry.gen';
import type { Graph } from './document';
import { applyEdits } from './edits';
import type { DataFacts } from './facts';
import { graphOf } from './graph-of.test-data';
import { inferGraph } from './infer';
import { formatShape } from './spec';

const FACTS: DataFacts = {
  samples: 100,
  inputs: { image: { kind: 'image', height: 28, width: 28, channels: 1 } },
  targets: { class: { kind: 'classes', labels: ['a', 'b', 'c'] } },
};

const shapes = (graph: Graph, facts: DataFacts | null = FACTS): { [id: string]: string } => {
  const report = inferGraph(graph, NODES, facts);
  return Object.fromEntries(
    Object.entries(report.nodes).map(([id, node]) => {
      const [first] = Object.values(node.outputs);
      return [id, first ? formatShape(first.shape) : '?'];
    }),
  );
};

/** Applies the fix of the first problem, again and again, and tells their titles. */
function mendAll(graph: Graph, facts: DataFacts | null = FACTS, limit = 10): { titles: string[]; graph: Graph } {
  const titles: string[] = [];
  let drawing = { graph, layout: {} };
  for (let i = 0; i < limit; i++) {
    const problem = inferGraph(drawing.graph, NODES, facts).problems.find((p) => p.fix);
    if (!problem?.fix) break;
    titles.push(problem.fix.title);
    drawing = applyEdits(drawing, problem.fix.edits);
  }
  return { titles, graph: drawing.graph };
}

describe('inferGraph', () => {
  it('takes away a parameter that a node does not have', () => {
    const { titles, graph } = mendAll(graphOf({ image: ['ImageInput', { wow: 3, fit: 'crop' }] }, []));
    expect(titles).toEqual(['Remove “wow”']);
    expect(graph.nodes.image?.params).toEqual({ fit: 'crop' });
  });

  it('follows a picture through a CNN into attention', () => {
    const graph = graphOf(
      {
        image: 'ImageInput',
        conv: ['Conv2D', { filters: 8, padding: 'valid' }],
        pool: 'MaxPooling2D',
        places: ['Reshape', { target_shape: [-1, 8] }],
        mha: ['MultiHeadAttention', { num_heads: 2, key_dim: 4 }],
        flat: 'Flatten',
        out: 'Classification',
      },
      [
        'image.image > conv.input',
        'conv.output > pool.input',
        'pool.output > places.input',
        'places.output > mha.query',
        'mha.output > flat.input',
        'flat.output > out.input',
      ],
    );
    expect(shapes(graph)).toEqual({
      image: '28×28×1',
      conv: '26×26×8',
      pool: '13×13×8',
      places: '169×8',
      mha: '169×8',
      flat: '1352',
      out: '3',
    });
    const report = inferGraph(graph, NODES, FACTS);
    expect(report.problems).toEqual([]);
    expect(report.nodes.mha?.outputs.scores?.shape).toEqual(['batch', 2, 169, 169]);
    expect(report.nodes.mha?.inputs.query?.[0]?.axis).toEqual({ kind: 'grid', input: 'image', rows: 13, cols: 13 });
    expect(report.nodes.mha?.cost?.scoresBytes).toBe(4 * 2 * 169 * 169);
    // 80 + (3 · (8·8 + 8) + 8·8 + 8) + (1352·3 + 3)
    expect(report.parameters).toBe(80 + 288 + 4059);
  });

  it('leads from a picture wired into attention to a graph that trains, fix by fix', () => {
    const graph = graphOf({ image: 'ImageInput', mha: 'MultiHeadAttention', out: 'Classification' }, [
      'image.image > mha.query',
      'mha.output > out.input',
    ]);
    const mended = mendAll(graph);
    expect(mended.titles).toEqual(['Reshape to 784×1', 'Insert GlobalAveragePooling1D']);
    expect(inferGraph(mended.graph, NODES, FACTS).problems).toEqual([]);
  });

  it('leads from text wired into an LSTM to ids and vectors', () => {
    const facts: DataFacts = {
      samples: 9,
      inputs: { text: { kind: 'text' } },
      targets: { class: { kind: 'classes', labels: ['a', 'b'] } },
    };
    const graph = graphOf({ text: 'TextInput', lstm: 'LSTM', out: 'Classification' }, [
      'text.text > lstm.input',
      'lstm.output > out.input',
    ]);
    const mended = mendAll(graph, facts);
    expect(mended.titles).toEqual(['Insert Text vectorization', 'Insert Embedding']);
    expect(inferGraph(mended.graph, NODES, facts).problems).toEqual([]);
    expect(shapes(mended.graph, facts).embedding).toBe('words×64');
  });

  it('asks an LSTM for every place where attention looks at it', () => {
    const facts: DataFacts = {
      samples: 9,
      inputs: { text: { kind: 'text' } },
      targets: { class: { kind: 'classes', labels: ['a', 'b'] } },
    };
    const graph = graphOf(
      { text: 'TextInput', ids: 'TextVectorization', words: 'Embedding', lstm: 'LSTM', drop: 'Dropout', attention: 'Attention' },
      [
        'text.text > ids.text',
        'ids.ids > words.ids',
        'words.output > lstm.input',
        'lstm.output > drop.input',
        'drop.output > attention.value',
        'words.output > attention.query',
      ],
    );
    const mended = mendAll(graph, facts);
    expect(mended.titles).toEqual(['Let lstm give every place']);
    expect(mended.graph.nodes.lstm?.params).toEqual({ return_sequences: true });
    expect(inferGraph(mended.graph, NODES, facts).problems).toEqual([]);
  });

  it('leads from a table wired into attention to tokens', () => {
    const facts: DataFacts = {
      samples: 9,
      inputs: { table: { kind: 'table', columns: ['a', 'b'] } },
      targets: { y: { kind: 'value', column: 'y' } },
    };
    const graph = graphOf({ table: 'TableInput', mha: 'MultiHeadAttention', out: 'Regression' }, [
      'table.columns > mha.query',
      'mha.output > out.input',
    ]);
    const mended = mendAll(graph, facts);
    expect(mended.titles).toEqual(['Insert Column embedding', 'Insert GlobalAveragePooling1D']);
    expect(inferGraph(mended.graph, NODES, facts).nodes.mha?.outputs.output?.axis).toEqual({ kind: 'columns', input: 'table' });
  });

  it.each([
    [
      'a shape that does not fit',
      'Reshape',
      { target_shape: [50, 16] },
      'These numbers do not fit in 50 × 16.',
      '784 numbers a sample',
      'Use 784×1',
    ],
    [
      'a window larger than the picture',
      'Conv2D',
      { kernel_size: [31, 3], padding: 'valid' },
      'The window is larger than the picture.',
      'at least 31 × 3',
      'Use padding “same”',
    ],
    [
      'a parameter of another kind',
      'Conv2D',
      { filters: 'many' },
      '“filters” of Conv2D cannot be "many".',
      'a whole number from 1 to 16384',
      'Set filters to 32',
    ],
  ])('says what is wrong with %s, and mends it', (_what, kind, params, message, expected, title) => {
    const graph = graphOf({ image: 'ImageInput', node: [kind, params] }, ['image.image > node.input']);
    const [problem] = inferGraph(graph, NODES, FACTS).problems;
    expect(problem).toMatchObject({ node: 'node', severity: 'error', message, expected });
    expect(problem?.fix?.title).toBe(title);
    expect(inferGraph(mendAll(graph).graph, NODES, FACTS).problems).toEqual([]);
  });

  it('projects what is added where only the features differ', () => {
    const graph = graphOf(
      {
        image: 'ImageInput',
        places: ['Reshape', { target_shape: [28, 28] }],
        lstm: ['LSTM', { units: 8, return_sequences: true }],
        add: 'Add',
        mean: 'GlobalAveragePooling1D',
        out: 'Classification',
      },
      [
        'image.image > places.input',
        'places.output > lstm.input',
        'places.output > add.inputs',
        'lstm.output > add.inputs',
        'add.output > mean.input',
        'mean.output > out.input',
      ],
    );
    const mended = mendAll(graph);
    expect(mended.titles).toEqual(['Insert Dense with 8 units']);
    expect(shapes(mended.graph).add).toBe('28×8');
  });

  it('takes words of two texts for different lengths', () => {
    const graph = graphOf(
      {
        text: 'TextInput',
        text_vectorization: 'TextVectorization',
        text_vectorization_1: 'TextVectorization',
        a: 'Embedding',
        b: 'Embedding',
        add: 'Add',
      },
      [
        'text.text > text_vectorization.text',
        'text.text > text_vectorization_1.text',
        'text_vectorization.ids > a.ids',
        'text_vectorization_1.ids > b.ids',
        'a.output > add.inputs',
        'b.output > add.inputs',
      ],
    );
    expect(inferGraph(graph, NODES, null).problems[0]).toMatchObject({ expected: 'words×64', received: 'words_1×64' });
  });

  it('names circles, unknown kinds, missing and foreign wires', () => {
    const graph = graphOf({ a: 'Dense', b: 'Dense', behind: 'Flatten', c: 'Sorcery', d: 'Dense' }, [
      'a.output > b.input',
      'b.output > a.input',
      'b.output > behind.input',
      'c.output > d.input',
      'ghost.output > d.input',
      'constructor.output > d.input',
    ]);
    const messages = inferGraph(graph, NODES, null).problems.map((p) => p.message);
    expect(messages).toContain('Dense waits for its own output.');
    expect(messages).not.toContain('Flatten waits for its own output.');
    expect(messages).toContain('This version does not know the node type “Sorcery”.');
    expect(messages).toContain('A wire leads to “ghost”, which is not in the graph.');
    expect(messages).toContain('A wire leads to “constructor”, which is not in the graph.');
  });

  it('refuses data of another kind by name', () => {
    const report = inferGraph(graphOf({ table: 'TableInput' }, []), NODES, FACTS);
    expect(report.problems[0]).toMatchObject({ message: 'The data holds pictures, and “Table” takes a table.', received: 'pictures' });
  });

  it('takes time linear in the nodes: 2,000 are inferred on each edit', () => {
    const chain = (length: number): Graph => {
      const ids = Array.from({ length }, (_, i) => `dense_${i}`);
      return graphOf({ table: 'TableInput', ...Object.fromEntries(ids.map((id) => [id, ['Dense', { units: 8 }] as const])) }, [
        'table.columns > dense_0.input',
        ...ids.slice(1).map((id, i) => `dense_${i}.output > ${id}.input`),
      ]);
    };
    const facts: DataFacts = { samples: 1, inputs: { table: { kind: 'table', columns: ['a', 'b'] } }, targets: {} };
    const timed = (graph: Graph): number => {
      const start = performance.now();
      inferGraph(graph, NODES, facts);
      return performance.now() - start;
    };
    const long = chain(2000);
    const report = inferGraph(long, NODES, facts);
    expect(report.problems).toEqual([]);
    expect(report.parameters).toBe(24 + 1999 * 72);
    // The fastest of many, taken in turns: the machine may be busy. Four times the nodes; anything quadratic
    // would take sixteen times as long.
    const short = chain(500);
    let [slow, fast] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (let i = 0; i < 40; i++) {
      slow = Math.min(slow, timed(long));
      fast = Math.min(fast, timed(short));
    }
    expect(slow / fast).toBeLessThan(12);
  });
});
