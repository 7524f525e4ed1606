import { describe, expect, it } from 'vitest';
import { NODES } from '../../shared/nodes/registry.gen';
import { searchNodes, wordsOf } from './families';
import { rank } from './rank';

const nodes = Object.values(NODES);

/** What the palette leaves, and what Enter adds in the list at the pointer. */
const inPalette = (query: string): string[] => searchNodes(query, nodes).flatMap((group) => group.nodes.map(({ kind }) => kind));
const first = (query: string): string | undefined => {
  const ranked = nodes.map((node) => ({ kind: node.kind, score: rank(node.kind, query, wordsOf(node)) }));
  return ranked.filter(({ score }) => score > 0).sort((a, b) => b.score - a.score)[0]?.kind;
};

// By Keras's name, by the paper's, by the word of the street.
const SEARCHES: readonly (readonly [query: string, kind: string])[] = [
  ['skip connection', 'Add'],
  ['residual', 'ResidualBlock'],
  ['softmax', 'Softmax'],
  ['batchnorm', 'BatchNormalization'],
  ['layernorm', 'LayerNormalization'],
  ['instance norm', 'GroupNormalization'],
  ['self attention', 'Attention'],
  ['q k v', 'Attention'],
  ['query key value', 'Attention'],
  ['MultiHeadAttention', 'MultiHeadAttention'],
  ['multi-query', 'GroupQueryAttention'],
  ['bahdanau', 'AdditiveAttention'],
  ['lstm bidirectional', 'LSTM'],
  ['bilstm', 'LSTM'],
  ['positional encoding', 'SinePositionEncoding'],
  ['rope', 'RotaryEmbedding'],
  ['global pooling', 'GlobalAveragePooling1D'],
  ['GlobalAvgPool2D', 'GlobalAveragePooling2D'],
  ['MaxPool2D', 'MaxPooling2D'],
  ['dropout', 'Dropout'],
  ['deconvolution', 'Conv1DTranspose'],
  ['atrous', 'Conv1D'],
  ['fully connected', 'Dense'],
  ['linear layer', 'Dense'],
  ['word embedding', 'Embedding'],
  ['tokenizer', 'TextVectorization'],
  ['one hot', 'CategoryEncoding'],
  ['cross entropy', 'Classification'],
  ['se block', 'SqueezeExcitation'],
  ['gpt', 'TransformerDecoder'],
  ['cls', 'PrependTokens'],
  ['relu', 'Activation'],
];

describe('the search for a node', () => {
  it.each(SEARCHES)('“%s” leaves %s in the palette, among few', (query, kind) => {
    const found = inPalette(query);
    expect(found).toContain(kind);
    expect(found.length).toBeLessThanOrEqual(16);
  });

  it.each(SEARCHES)('“%s” at the pointer offers %s or one that stands beside it', (query, kind) => {
    const best = first(query);
    expect(best).toBeDefined();
    expect(inPalette(query)).toContain(best);
    expect(rank(kind, query, wordsOf(NODES[kind] ?? expect.fail(kind)))).toBeGreaterThan(0);
  });

  it('finds what an author wrote', () => {
    expect(inPalette('vaswani')).toEqual(expect.arrayContaining(['MultiHeadAttention', 'TransformerEncoder', 'SinePositionEncoding']));
    expect(inPalette('1706.03762')).toContain('MultiHeadAttention');
  });

  it('finds every node by Keras’s name', () => {
    for (const { kind } of nodes) expect(inPalette(kind)).toContain(kind);
  });
});
