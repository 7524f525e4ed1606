import { describe, expect, it } from 'vitest';
import type { FeedPlanOf } from '../../../shared/graph/feed';
import golden from '../golden/pad-sequences.json';
import { FEEDS } from './feeds';

const ENDS = ['pre', 'post'] as const;
const end = (name: string) => ENDS.find((one) => one === name) ?? 'pre';
const plan = (rest: Partial<FeedPlanOf<'ids'>>): FeedPlanOf<'ids'> => ({
  kind: 'ids',
  node: 'items',
  source: 'items',
  vocabulary: 10,
  maxlen: null,
  padding: 'post',
  truncating: 'pre',
  ...rest,
});
const part = (ids: readonly number[]) => ({ kind: 'ids', ids: Int32Array.from(ids) }) as const;

describe(`sequences of ids are filled and cut as ${golden.made_with} does it`, () => {
  it.each(golden.cases)('maxlen $maxlen, padding $padding, truncating $truncating', ({ maxlen, padding, truncating, ids }) => {
    const own = plan({ maxlen, padding: end(padding), truncating: end(truncating) });
    const { shape, data } = FEEDS.ids.encode(own, { kind: 'ids' }, golden.sequences.map(part), null);
    expect(shape).toEqual([ids.length, ids[0]?.length]);
    expect([...data]).toEqual(ids.flat());
  });
});

describe('a sequence of ids', () => {
  it('names its places, and leaves padding behind out', () => {
    expect(FEEDS.ids.labels(plan({ maxlen: 5 }), { kind: 'ids' }, part([4, 2]))).toEqual(['4', '2']);
    expect(FEEDS.ids.labels(plan({ maxlen: 4, padding: 'pre' }), { kind: 'ids' }, part([4, 2]))).toEqual(['0', '0', '4', '2']);
    expect(FEEDS.ids.labels(plan({ maxlen: 2 }), { kind: 'ids' }, part([4, 2, 7]))).toEqual(['2', '7']);
  });

  it('with an id that the model does not know is refused', () => {
    expect(() => FEEDS.ids.encode(plan({}), { kind: 'ids' }, [part([1, 12])], null)).toThrow('the id 12');
  });
});
