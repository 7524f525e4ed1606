import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readTokenizer } from './read-tokenizer';

interface Golden {
  readonly tokenizer: Record<string, unknown>;
  readonly cases: readonly { readonly text: string; readonly ids: number[]; readonly special: number[] }[];
}

const FOLDER = new URL('./golden/', import.meta.url);
const NAMES = readdirSync(FOLDER).filter((name) => name.endsWith('.json') && name !== 'train-bpe.json');
const golden = (name: string): Golden => JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')) as Golden;

describe.each(NAMES)('the tokenizer %s', (name) => {
  const { tokenizer: json, cases } = golden(name);
  const tokenizer = readTokenizer(JSON.stringify(json));

  it.each(cases)('gives the ids of the library for $text', ({ text, ids, special }) => {
    expect(tokenizer.encode(text, false)).toEqual(ids);
    expect(tokenizer.encode(text, true)).toEqual(special);
  });
});

describe('readTokenizer', () => {
  const { tokenizer: bert } = golden('bert-uncased.json');
  const without = (change: Record<string, unknown>) => () => readTokenizer(JSON.stringify({ ...bert, ...change }));

  it.each([
    ['a normaliser', { normalizer: { type: 'Nmt' } }, 'Nmt'],
    [
      'a pre-tokeniser in a sequence',
      { pre_tokenizer: { type: 'Sequence', pretokenizers: [{ type: 'UnicodeScripts' }] } },
      'UnicodeScripts',
    ],
    ['a post-processor', { post_processor: { type: 'Later' } }, 'Later'],
    ['a model', { model: { type: 'WordLevel', vocab: {} } }, 'WordLevel'],
    ['a setting', { normalizer: { type: 'NFC', strict: true } }, 'strict'],
    ['a part of the file', { hyphenation: {} }, 'hyphenation'],
    ['a regular expression', { pre_tokenizer: { type: 'Split', pattern: { Regex: 'a++' }, behavior: 'Isolated', invert: false } }, 'a++'],
  ])('refuses %s that it does not know, by name', (_what, change, name) => {
    expect(without(change)).toThrow(name);
  });

  it('tells where the file is wrong', () => {
    expect(without({ model: { type: 'WordPiece', vocab: { a: 'b' }, unk_token: 'a' } })).toThrow('model.vocab.a');
    expect(() => readTokenizer('no JSON')).toThrow('not JSON');
  });

  it('knows its tokens and what pads', () => {
    const tokenizer = readTokenizer(JSON.stringify(bert));
    expect(tokenizer.tokens.slice(0, 5)).toEqual(['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]']);
    expect(tokenizer.padding).toBe(0);
  });
});
