import type { Graph, GraphNode, Wire } from '../../shared/graph/document';
import type { DataFacts } from '../../shared/graph/facts';
import type { TensorRef } from '../../shared/graph/layer-record';
import type { JsonObject } from '../../shared/json';
import { type BenchModel, Stack } from './stack';

function cnn(): BenchModel {
  const s = new Stack();
  const pooled = s.pool(s.conv(s.pool(s.conv(s.image(28, 1), 32, 3)), 64, 3));
  return s.done(s.dense(s.layer('Flatten', {}, pooled), 128, 'relu'), 10, 64);
}

function embedded(s: Stack, length: number, below: number, size: number): TensorRef {
  return s.layer('Embedding', { input_dim: below, output_dim: size, mask_zero: false }, s.ids(length, below));
}

function lstm(): BenchModel {
  const s = new Stack();
  return s.done(s.layer('LSTM', { units: 64, return_sequences: false }, embedded(s, 100, 5000, 64)), 2, 32);
}

function transformer(): BenchModel {
  const s = new Stack();
  let x = embedded(s, 64, 5000, 128);
  for (let block = 0; block < 2; block++) {
    const attended = s.norm(s.add(x, s.attend(x, 4, 32)));
    x = s.norm(s.add(attended, s.dense(s.dense(attended, 512, 'relu'), 128)));
  }
  return s.done(s.mean(x), 2, 32);
}

function vit(): BenchModel {
  const s = new Stack();
  const patches = s.conv(s.image(32, 3), 192, 4, { strides: [4, 4], activation: 'linear' });
  let x = s.layer('PositionEmbedding', { sequence_length: 64 }, s.layer('Reshape', { target_shape: [64, 192] }, patches));
  for (let block = 0; block < 12; block++) x = s.preNormBlock(x, 3, 64, 768, 'gelu');
  return s.done(s.mean(s.norm(x)), 10, 32);
}

function translator(): BenchModel {
  const s = new Stack();
  const units = { units: 128, return_sequences: true };
  const encoder = { layer: { class_name: 'LSTM', config: units }, merge_mode: 'concat' };
  const encoded = s.layer('Bidirectional', encoder, embedded(s, 20, 4000, 256));
  const state = s.layer('LSTM', { units: 256, return_sequences: true }, embedded(s, 20, 4000, 256));
  const [query, key] = [s.dense(state, 256, 'linear', false), s.dense(encoded, 256, 'linear', false)];
  const context = s.layer('AdditiveAttention', { use_scale: true, dropout: 0 }, query, encoded, key);
  return s.done(s.dense(s.layer('Concatenate', { axis: -1 }, state, context), 256, 'tanh'), 4000, 64, [20]);
}

function ft(): BenchModel {
  const s = new Stack();
  let x = s.layer('ColumnEmbedding', { units: 192 }, s.columns(16));
  for (let block = 0; block < 3; block++) x = s.preNormBlock(x, 8, 24, 256, 'relu');
  return s.done(s.mean(s.norm(x)), 2, 256);
}

function vgg(): BenchModel {
  const s = new Stack();
  let x = s.image(224, 3);
  for (const [filters, count] of [
    [64, 2],
    [128, 2],
    [256, 3],
    [512, 3],
    [512, 3],
  ] as const) {
    for (let i = 0; i < count; i++) x = s.conv(x, filters, 3, { padding: 'same', trainable: false });
    x = s.pool(x);
  }
  return s.done(s.dense(s.layer('GlobalAveragePooling2D', {}, x), 128, 'relu'), 10, 8);
}

/** The measured models by name; scripts/bench/twins has the same ones in Keras and in PyTorch. */
export const BENCH_MODELS: { readonly [name: string]: () => BenchModel } = { cnn, lstm, transformer, vit, translator, ft, vgg };

/** A chain of `count` nodes, the input and the output among them. */
export function chain(count: number): { readonly graph: Graph; readonly facts: DataFacts } {
  const nodes: { [id: string]: GraphNode } = { table: { kind: 'TableInput', title: null, params: {} } };
  const wires: Wire[] = [];
  let from = { node: 'table', port: 'columns' };
  const add = (id: string, kind: string, params: JsonObject): void => {
    nodes[id] = { kind, title: null, params };
    wires.push({ from, to: { node: id, port: 'input' } });
    from = { node: id, port: 'output' };
  };
  for (let i = 0; i < count - 2; i += 1) add(`dense_${i}`, 'Dense', { units: 16 + (i % 16) });
  add('classification', 'Classification', {});
  const targets = { class: { kind: 'classes' as const, labels: ['0', '1', '2'] } };
  return { graph: { nodes, wires }, facts: { samples: 1, inputs: { table: { kind: 'table', columns: ['a', 'b'] } }, targets } };
}
