import { describe, expect, it } from 'vitest';
import type { FeedPlan } from '../../shared/graph/feed';
import { encodeTexts } from './feeds/text';
import { textCounts } from './fit-text';
import golden from './golden/lookup.json';

describe('lookups', () => {
  for (const { split: name, max_tokens, train, texts, ids } of golden.cases) {
    const split = name === 'integer' ? 'integer' : 'whole';
    const plan = {
      kind: 'text',
      node: 'ids',
      source: 'text',
      max_tokens,
      output_sequence_length: 1,
      standardize: 'none',
      split,
    } as const satisfies FeedPlan;
    const counts = textCounts(plan, split);
    for (const text of train) counts.add(text);
    const state = counts.state();

    it(`give the ids of Keras’s: ${split}, ${max_tokens} ids`, () => {
      const { shape, data } = encodeTexts(plan, state, texts);
      expect(shape).toEqual([texts.length, 1]);
      expect([...data]).toEqual(ids);
    });

    it(`know nothing, and the unknown: ${split}, ${max_tokens} ids`, () => {
      expect([...encodeTexts(plan, state, ['', '  ', 'no such thing', '4.5']).data]).toEqual([0, 0, 1, 1]);
      if (split === 'integer') {
        const [five, ...same] = encodeTexts(plan, state, ['5', '5.0', ' +5 ']).data;
        expect(same).toEqual([five, five]);
      }
    });
  }
});
