import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FeedPlan } from '../../shared/graph/feed';
import { readTokenizer } from '../../shared/text/read-tokenizer';
import { FEEDS } from './feeds/feeds';
import { encodeTexts } from './feeds/text';
import { readTextTokenizer, textCounts, withoutPath } from './fit-text';
import { idCount, textIds } from './text-ids';

type TextPlan = Extract<FeedPlan, { kind: 'text' }>;

interface Golden {
  readonly tokenizer: unknown;
  readonly cases: readonly { readonly text: string; readonly ids: number[]; readonly special: number[] }[];
}

const golden = async (name: string): Promise<Golden> =>
  JSON.parse(await readFile(new URL(`../../shared/text/golden/${name}.json`, import.meta.url), 'utf8')) as Golden;

const plan = (change: Partial<TextPlan>): TextPlan => ({
  kind: 'text',
  node: 'text',
  source: 'text',
  max_tokens: 300,
  output_sequence_length: null,
  standardize: 'none',
  split: 'bpe',
  ...change,
});

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'fit-text-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('pieces of words learned from the data', () => {
  const counts = textCounts(plan({}), 'bpe');
  for (const text of ['the cat, the hat', 'the mat and the bat', 'that chat']) counts.add(text);
  const state = counts.state();

  it('begin with padding, unknown and the bytes', () => {
    expect(state.vocabulary.slice(0, 3)).toEqual(['', '[UNK]', '!']);
    expect(state.vocabulary.length).toBe(258 + (state.merges?.length ?? 0));
    expect(state.merges?.[0]).toBe('a t');
  });

  it('take any text, and give labels that people can read', () => {
    const { ids, tokens } = textIds(plan({}), state);
    expect(tokens('the süß').map((token) => token.text)).toEqual(['the', '▁', 's', '\ufffd', '\ufffd', '\ufffd', '\ufffd']);
    expect(tokens('the hat').every((token) => token.known)).toBe(true);
    expect(ids('').length).toBe(0);
    expect(ids('[UNK]')).not.toContain(1);
  });

  it('are padded with 0 and cut to length', () => {
    const { shape, data } = encodeTexts(plan({ output_sequence_length: 4 }), state, ['the', 'the cat and the hat']);
    expect(shape).toEqual([2, 4]);
    expect([...data.subarray(1, 4)]).toEqual([0, 0, 0]);
  });
});

describe('a pretrained tokenizer', () => {
  it.each(['bert-uncased', 'gpt2', 'unigram'])('gives its ids, moved where its own 0 does not pad: %s', async (name) => {
    const { tokenizer, cases } = await golden(name);
    const json = JSON.stringify(tokenizer);
    const file = path.join(folder, 'tokenizer.json');
    await writeFile(file, json);
    const ids = idCount(readTokenizer(json));
    const own = plan({ split: 'file', tokenizer: { path: file, ids, special_tokens: true } });
    const state = await readTextTokenizer(own);
    expect(state.tokenizer).toEqual({ json, sha256: createHash('sha256').update(json).digest('hex') });
    const shift = name === 'gpt2' ? 1 : 0;
    const encode = textIds(own, state);
    for (const { text, special } of cases) {
      expect(encode.ids(text)).toEqual(special.map((id) => id + shift));
      expect(Math.max(...encode.ids(text))).toBeLessThan(ids);
    }
    const plain = { ...own, tokenizer: { path: file, ids, special_tokens: false } };
    expect(textIds(plain, { ...state }).ids(cases[3]?.text ?? '')).toEqual(cases[3]?.ids.map((id) => id + shift));
  });

  it('keeps the token at the end of a text that is too long', async () => {
    const { tokenizer } = await golden('bert-uncased');
    const file = path.join(folder, 'tokenizer.json');
    await writeFile(file, JSON.stringify(tokenizer));
    const ids = idCount(readTokenizer(JSON.stringify(tokenizer)));
    const own = plan({ split: 'file', output_sequence_length: 4, tokenizer: { path: file, ids, special_tokens: true } });
    const state = await readTextTokenizer(own);
    const row = [...encodeTexts(own, state, ['the quick brown fox jumps']).data];
    expect([row[0], row[3]]).toEqual([2, 3]);
    const seen = FEEDS.text.labels(own, state, { kind: 'text', text: 'the fox' });
    expect([seen?.[0], seen?.at(-1)]).toEqual(['[CLS]', '[SEP]']);
  });

  it('is refused where it is gone or has changed, and its path is kept to this machine', async () => {
    const file = path.join(folder, 'tokenizer.json');
    const own = plan({ split: 'file', tokenizer: { path: file, ids: 9, special_tokens: true } });
    await expect(readTextTokenizer(own)).rejects.toThrow('is not there');
    await writeFile(file, JSON.stringify((await golden('bert-uncased')).tokenizer));
    await expect(readTextTokenizer(own)).rejects.toThrow('has changed');
    expect(withoutPath(own)).toMatchObject({ tokenizer: { path: 'tokenizer.json' } });
  });
});
