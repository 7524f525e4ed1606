import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Graph, PortRef } from '../../shared/graph/document';
import { Sketch } from '../../shared/graph/sketch';
import type { JsonObject } from '../../shared/json';
import { openEngine } from './backends/open-engine';
import { fileOf, frozenRun, openParts, PAIRS_READ, tracedRunner, trainFor } from './session/translation.test-data';
import { writeTexts } from './session/write-texts';
import { TINY_EAGER } from './tiny-run.test-data';

const port = (node: string, name = 'output'): PortRef => ({ node, port: name });

/** A text, the target so far, and between them what `draw` makes of both. */
function graph(draw: (s: Sketch, target: PortRef, source: PortRef) => PortRef): Graph {
  const s = new Sketch();
  s.node('text', 'TextInput', {}, {});
  s.node('ids', 'TextVectorization', { max_tokens: 20 }, { text: port('text', 'text') });
  s.node('so_far', 'DecoderInput', { max_tokens: 20 }, {});
  const source = s.node('source', 'Embedding', { output_dim: 8 }, { ids: port('ids', 'ids') });
  const target = s.node('target', 'Embedding', { output_dim: 8 }, { ids: port('so_far', 'ids') });
  s.node('word', 'SequenceDecoder', {}, { input: draw(s, target, source) });
  return s.done({}).graph;
}

const transformer = (params: JsonObject) => (s: Sketch, target: PortRef, source: PortRef) =>
  s.node('decoder', 'TransformerDecoder', { num_heads: 2, key_dim: 4, intermediate_dim: 16, ...params }, { input: target, memory: source });
const recurrent = (params: JsonObject) => (s: Sketch, target: PortRef) =>
  s.node('decoder', 'LSTM', { units: 8, return_sequences: true, ...params }, { input: target });
const convolution = (padding: string) => (s: Sketch, target: PortRef) =>
  s.node('decoder', 'Conv1D', { filters: 8, kernel_size: 3, padding }, { input: target });

let file: string;
let remove: () => Promise<void>;
beforeAll(async () => {
  await openEngine('auto');
  const numbers = ['one', 'two', 'three', 'four'];
  const back = Array.from({ length: 60 }, (_, i) => [numbers[i % 4], numbers[(i >> 2) % 4], numbers[(i * 7) % 3]]);
  const data = await fileOf('back.tsv', [
    'english\tfrench',
    ...back.map((words) => `${words.join(' ')}\t${[...words].reverse().join(' ')}`),
  ]);
  ({ file, remove } = data);
});
afterAll(() => remove());

it.each([
  ['a recurrent layer that reads both ways', recurrent({ bidirectional: true })],
  ['attention to all of itself', transformer({ use_causal_mask: false })],
  ['a convolution around each place', convolution('same')],
])('refuses %s', async (_, draw) => {
  await expect(openParts(frozenRun(graph(draw), file, PAIRS_READ), TINY_EAGER)).rejects.toThrow(
    'The decoder sees the words that it is to write.',
  );
});

it.each([
  ['a recurrent layer', recurrent({})],
  ['a convolution of what is behind', convolution('causal')],
])('takes %s', async (_, draw) => {
  const parts = await openParts(frozenRun(graph(draw), file, PAIRS_READ), TINY_EAGER);
  await parts.dispose();
});

it('takes a Transformer, which learns alike kernel by kernel and as a graph, and turns words round', async () => {
  const run = frozenRun(
    graph((s, target, source) => {
      const placed = (name: string, input: PortRef) => s.node(name, 'SinePositionEncoding', {}, { input });
      return transformer({})(s, placed('target_places', target), placed('source_places', source));
    }),
    file,
    PAIRS_READ,
    { batch_size: 12, learning_rate: 0.01 },
  );
  const eager = await openParts(run, TINY_EAGER);
  const expected = await trainFor(eager, run.training, 4);
  await eager.dispose();
  const parts = await openParts(run, await tracedRunner(run.training));
  const losses = await trainFor(parts, run.training, 4);
  for (const [i, loss] of losses.entries()) expect(loss).toBeCloseTo(expected[i] ?? Number.NaN, 4);
  await trainFor(parts, run.training, 160);
  const rows = parts.split.train.subarray(0, 10);
  const texts = writeTexts(parts, await parts.encode(rows)).written.get('word') ?? [];
  const [target] = parts.preprocessing.targets;
  const vocabulary = target?.state.kind === 'sequence' ? target.state.vocabulary : [];
  const truth = await Promise.all(Array.from(rows, async (row) => (await parts.dataset.view(row, null)).label));
  const said = texts.map(({ tokens }) =>
    tokens
      .slice(0, -1)
      .map((id) => vocabulary[id])
      .join(' '),
  );
  expect(said.filter((text, at) => text === truth[at]).length).toBeGreaterThan(7);
  await parts.dispose();
}, 120_000);
