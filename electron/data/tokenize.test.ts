import { describe, expect, it } from 'vitest';
import type { FeedPlan } from '../../shared/graph/feed';
import { encodeTexts } from './feeds/text';
import { VocabularyCounts } from './fit-vocabulary';
import golden from './golden/text-vectorization.json';
import { tokenize } from './tokenize';

const STANDARDIZE = ['lower_and_strip_punctuation', 'lower', 'none'] as const;
const SPLIT = ['whitespace', 'character'] as const;

describe(`text vectorisation equals that of ${golden.made_with}`, () => {
  for (const { vocabulary, ids, max_tokens, output_sequence_length, ...words } of golden.cases) {
    const standardize = STANDARDIZE.find((name) => name === words.standardize) ?? 'none';
    const split = SPLIT.find((name) => name === words.split) ?? 'whitespace';
    const plan = {
      kind: 'text',
      node: 'text',
      source: 'text',
      max_tokens,
      output_sequence_length,
      standardize,
      split,
    } as const satisfies Extract<FeedPlan, { kind: 'text' }>;

    it(`${standardize}, ${split}, ${max_tokens} words, length ${output_sequence_length}`, () => {
      const counts = new VocabularyCounts();
      for (const text of golden.texts) counts.add(tokenize(text, plan));
      const learned = counts.vocabulary(max_tokens);
      expect(learned).toEqual(vocabulary);
      const { shape, data } = encodeTexts(plan, { kind: 'text', vocabulary: learned }, golden.texts);
      expect(shape).toEqual([ids.length, ids[0]?.length]);
      expect([...data]).toEqual(ids.flat());
    });
  }
});
