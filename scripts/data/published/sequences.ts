import type { PortRef } from '../../../shared/graph/document';
import type { Sketch } from '../../../shared/graph/sketch';
import type { JsonObject } from '../../../shared/json';
import { type PublishedModel, port } from './published-model';

/** A text as vectors. */
function words(s: Sketch, name: string, vocabulary: number, width: number, more: JsonObject = {}): PortRef {
  s.node(name, 'TextInput', {}, {});
  s.node(`${name}_ids`, 'TextVectorization', { max_tokens: vocabulary }, { text: port(name, 'text') });
  return s.node(`${name}_words`, 'Embedding', { output_dim: width, mask_zero: true, ...more }, { ids: port(`${name}_ids`, 'ids') });
}

/** The translation so far as vectors: in training the true one, behind a start token. */
function soFar(s: Sketch, name: string, vocabulary: number, width: number, more: JsonObject = {}): PortRef {
  s.node(name, 'DecoderInput', { max_tokens: vocabulary }, {});
  return s.node(`${name}_words`, 'Embedding', { output_dim: width, mask_zero: true, ...more }, { ids: port(name, 'ids') });
}

const translator: PublishedModel = {
  id: 'bahdanau-translator',
  name: 'Bahdanau’s translator',
  notes:
    'Bahdanau, Cho, Bengio 2014, arXiv:1409.0473 (RNNsearch): a bidirectional GRU reads the sentence, and at every word of the translation additive attention looks back at it. Attention here asks with the state behind the word, not before it, and the maxout layer is a dense one.',
  draw: (s) => {
    const gru = { units: 1000, return_sequences: true };
    const source = s.node('encoder', 'GRU', { ...gru, bidirectional: true }, { input: words(s, 'source', 30_000, 620) });
    const state = s.node('decoder', 'GRU', gru, { input: soFar(s, 'translation', 30_000, 620) });
    const context = s.node('alignment', 'AdditiveAttention', { units: 1000 }, { query: state, value: source });
    const both = s.node('both', 'Concatenate', {}, { inputs: [state, context] });
    const readout = s.node('readout', 'Dense', { units: 500, activation: 'tanh' }, { input: both });
    s.node('next_word', 'SequenceDecoder', { search: 'beam', beam_width: 12 }, { input: readout });
  },
};

const transformer: PublishedModel = {
  id: 'transformer-base',
  name: 'The original Transformer',
  notes:
    'Vaswani et al. 2017, arXiv:1706.03762, the base model with a vocabulary of 37,000 in common for both languages: their embeddings are one; here the numbers of the words are those of each language’s own list. The embeddings are not multiplied by √d. The paper’s 65 million count the last layer as one with the embeddings, too; here it has weights of its own, 18.98 million more.',
  draw: (s) => {
    const vocabulary = 37_000;
    const params = { layers: 6, num_heads: 8, key_dim: 64, intermediate_dim: 2048, activation: 'relu', normalize_first: false };
    const placed = (name: string, x: PortRef): PortRef => s.node(`${name}_positions`, 'SinePositionEncoding', {}, { input: x });
    const source = placed('source', words(s, 'source', vocabulary, 512));
    const target = placed('translation', soFar(s, 'translation', vocabulary, 512, { shares_weights_with: 'source_words' }));
    const memory = s.node('encoder', 'TransformerEncoder', params, { input: source });
    const written = s.node('decoder', 'TransformerDecoder', params, { input: target, memory });
    s.node('next_word', 'SequenceDecoder', { use_bias: false, search: 'beam', beam_width: 4, length_penalty: 0.6 }, { input: written });
  },
};

const sasrec: PublishedModel = {
  id: 'sasrec',
  name: 'SASRec',
  notes:
    'Kang & McAuley 2018, arXiv:1808.09781, in the size of its MovieLens experiments: 50 features, 200 items of history, two blocks with one head. Every place asks for the next item, by the items’ own embeddings. Trained on all items by cross-entropy, where the paper takes one drawn item a place; attention has an output projection and biases, and the last normalisation and the factor √d are left out.',
  draw: (s) => {
    const items = 3417;
    s.node('history', 'SequenceInput', { maxlen: 200, vocabulary: items, padding: 'pre', truncating: 'pre' }, {});
    let x = s.node('items', 'Embedding', { output_dim: 50, mask_zero: true }, { ids: port('history', 'ids') });
    x = s.node('positions', 'PositionEmbedding', {}, { input: x });
    const block = { layers: 2, num_heads: 1, key_dim: 50, intermediate_dim: 50, activation: 'relu', dropout: 0.2, use_causal_mask: true };
    x = s.node('blocks', 'TransformerEncoder', block, { input: x });
    s.node('next_item', 'NextItem', { items, tied_to: 'items' }, { input: x });
  },
};

const ftTransformer: PublishedModel = {
  id: 'ft-transformer',
  name: 'FT-Transformer',
  notes:
    'Gorishniy et al. 2021, arXiv:2106.11959, default size: 192 features, three layers, eight heads. Its small network has a ReGLU, here a ReLU of the same width, and its first layer has a normalisation less.',
  draw: (s) => {
    s.node('table', 'TableInput', {}, {});
    let x = s.node('columns', 'ColumnEmbedding', { units: 192 }, { input: port('table', 'columns') });
    x = s.node('token', 'PrependTokens', {}, { input: x });
    x = s.node(
      'encoder',
      'TransformerEncoder',
      { layers: 3, num_heads: 8, key_dim: 24, intermediate_dim: 256, activation: 'relu' },
      { input: x },
    );
    x = s.node('first', 'TakePlace', {}, { input: x });
    x = s.node('norm', 'LayerNormalization', {}, { input: x });
    x = s.node('relu', 'Activation', { activation: 'relu' }, { input: x });
    s.node('value', 'Regression', {}, { input: x });
  },
};

export const SEQUENCES = [translator, transformer, sasrec, ftTransformer] as const;
