import { describe, expect, it } from 'vitest';
import { sourceParts } from './source-parts';

describe('sourceParts', () => {
  it('finds the numbers of papers', () => {
    expect(sourceParts('Vaswani et al. 2017, arXiv:1706.03762; Elman 1990, doi:10.1207/s15516709cog1402_1')).toEqual([
      { text: 'Vaswani et al. 2017, ', address: null },
      { text: 'arXiv:1706.03762', address: 'https://arxiv.org/abs/1706.03762' },
      { text: '; Elman 1990, ', address: null },
      { text: 'doi:10.1207/s15516709cog1402_1', address: 'https://doi.org/10.1207/s15516709cog1402_1' },
    ]);
  });

  it('leaves the end of a sentence out of the number, and words as they are', () => {
    expect(sourceParts('as in doi:10.1145/1.2).').at(-2)?.text).toBe('doi:10.1145/1.2');
    expect(sourceParts('LeCun et al. 1998')).toEqual([{ text: 'LeCun et al. 1998', address: null }]);
  });
});
