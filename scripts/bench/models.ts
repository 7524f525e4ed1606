import type { Graph, GraphNode, Wire } from '../../shared/graph/document';
import type { DataFacts } from '../../shared/graph/facts';
import type { Json } from '../../shared/json';

/** A model that is measured: its graph, what its data would look like, and the batch. */
export interface BenchModel {
  readonly graph: Graph;
  readonly facts: DataFacts;
  readonly batch: number;
}

/** Draws a graph line by line. */
class Sketch {
  readonly nodes: { [id: string]: GraphNode } = {};
  readonly wires: Wire[] = [];

  /** `from`: `node.port` by input port. */
  add(
    id: string,
    kind: string,
    params: { readonly [name: string]: Json },
    from: { readonly [port: string]: string | readonly string[] },
  ): void {
    this.nodes[id] = { kind, title: null, params };
    for (const [port, sources] of Object.entries(from)) {
      for (const source of typeof sources === 'string' ? [sources] : sources) {
        const [node = '', output = ''] = source.split('.');
        this.wires.push({ from: { node, port: output }, to: { node: id, port } });
      }
    }
  }

  done(): Graph {
    return { nodes: this.nodes, wires: this.wires };
  }
}

const classes = (n: number): DataFacts['target'] => ({ kind: 'classes', labels: Array.from({ length: n }, (_, i) => String(i)) });

function digits(): BenchModel {
  const s = new Sketch();
  s.add('image', 'ImageInput', { size: [28, 28] }, {});
  s.add('rescaling', 'Rescaling', { scale: 1 / 255, offset: 0 }, { input: 'image.image' });
  s.add('conv', 'Conv2D', { filters: 16, kernel_size: [3, 3], padding: 'same', activation: 'relu' }, { input: 'rescaling.output' });
  s.add('pool', 'MaxPooling2D', { pool_size: [2, 2] }, { input: 'conv.output' });
  s.add('conv_1', 'Conv2D', { filters: 32, kernel_size: [3, 3], padding: 'same', activation: 'relu' }, { input: 'pool.output' });
  s.add('pool_1', 'MaxPooling2D', { pool_size: [2, 2] }, { input: 'conv_1.output' });
  s.add('places', 'Reshape', { target_shape: [49, 32] }, { input: 'pool_1.output' });
  s.add('attention', 'MultiHeadAttention', { num_heads: 4, key_dim: 8 }, { query: 'places.output' });
  s.add('add', 'Add', {}, { inputs: ['places.output', 'attention.output'] });
  s.add('norm', 'LayerNormalization', {}, { input: 'add.output' });
  s.add('flatten', 'Flatten', {}, { input: 'norm.output' });
  s.add('classification', 'Classification', {}, { input: 'flatten.output' });
  return {
    graph: s.done(),
    facts: { samples: 1, input: { kind: 'image', height: 28, width: 28, channels: 1 }, target: classes(10) },
    batch: 64,
  };
}

function words(s: Sketch, length: number, vocabulary: number, size: number): void {
  s.add('text', 'TextInput', {}, {});
  s.add('words', 'TextVectorization', { max_tokens: vocabulary, output_sequence_length: length }, { text: 'text.text' });
  s.add('embedding', 'Embedding', { output_dim: size, mask_zero: false }, { ids: 'words.ids' });
}

function lstm(): BenchModel {
  const s = new Sketch();
  words(s, 100, 5000, 64);
  s.add('lstm', 'LSTM', { units: 64 }, { input: 'embedding.output' });
  s.add('classification', 'Classification', {}, { input: 'lstm.output' });
  return { graph: s.done(), facts: { samples: 1, input: { kind: 'text' }, target: classes(2) }, batch: 32 };
}

function transformer(): BenchModel {
  const s = new Sketch();
  words(s, 64, 5000, 128);
  let from = 'embedding.output';
  for (const block of ['a', 'b']) {
    s.add(`attention_${block}`, 'MultiHeadAttention', { num_heads: 4, key_dim: 32 }, { query: from });
    s.add(`add_${block}`, 'Add', {}, { inputs: [from, `attention_${block}.output`] });
    s.add(`norm_${block}`, 'LayerNormalization', {}, { input: `add_${block}.output` });
    s.add(`wide_${block}`, 'Dense', { units: 512, activation: 'relu' }, { input: `norm_${block}.output` });
    s.add(`narrow_${block}`, 'Dense', { units: 128 }, { input: `wide_${block}.output` });
    s.add(`sum_${block}`, 'Add', {}, { inputs: [`norm_${block}.output`, `narrow_${block}.output`] });
    s.add(`out_${block}`, 'LayerNormalization', {}, { input: `sum_${block}.output` });
    from = `out_${block}.output`;
  }
  s.add('mean', 'GlobalAveragePooling1D', {}, { input: from });
  s.add('classification', 'Classification', {}, { input: 'mean.output' });
  return { graph: s.done(), facts: { samples: 1, input: { kind: 'text' }, target: classes(2) }, batch: 32 };
}

/** The three models, by name; scripts/bench/train_keras.py has the same ones. */
export const BENCH_MODELS: { readonly [name: string]: () => BenchModel } = { digits, lstm, transformer };

/** A chain of `count` nodes, the input and the output among them. */
export function chain(count: number): BenchModel {
  const s = new Sketch();
  s.add('table', 'TableInput', {}, {});
  let from = 'table.columns';
  for (let i = 0; i < count - 2; i += 1) {
    const id = `dense_${i}`;
    s.add(id, 'Dense', { units: 16 + (i % 16) }, { input: from });
    from = `${id}.output`;
  }
  s.add('classification', 'Classification', {}, { input: from });
  return { graph: s.done(), facts: { samples: 1, input: { kind: 'table', columns: ['a', 'b'] }, target: classes(3) }, batch: 32 };
}
