import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { BYTE_ALPHABET, fromByteChars, toByteChars } from './byte-level';
import { ByteLevelCounts, trainBpe } from './train-bpe';

interface Golden {
  readonly corpus: readonly string[];
  readonly runs: readonly { size: number; minFrequency: number; special: string[]; vocabulary: string[]; merges: string[] }[];
}

const golden = JSON.parse(readFileSync(new URL('./golden/train-bpe.json', import.meta.url), 'utf8')) as Golden;

describe('trainBpe', () => {
  it.each(golden.runs)('learns what Hugging Face’s trainer learns: $size tokens, pairs of $minFrequency', (run) => {
    const counts = new ByteLevelCounts();
    for (const text of golden.corpus) counts.add(text);
    const { vocabulary, merges } = trainBpe(counts.counts, run.size, run.special, run.minFrequency);
    expect(merges).toEqual(run.merges);
    expect(vocabulary).toEqual([...run.special, ...BYTE_ALPHABET, ...run.vocabulary]);
  });

  it('does not depend on the order of the words', () => {
    const counts = new ByteLevelCounts();
    for (const text of [...golden.corpus].reverse()) counts.add(text);
    expect(trainBpe(counts.counts, 420, []).merges).toEqual(golden.runs[1]?.merges);
  });
});

describe('byte characters', () => {
  it.each(['', ' a\n', 'süß', '日本 😀', '\u0000\u00ad'])('come back as %j', (text) => {
    expect(fromByteChars(toByteChars(text))).toBe(text);
  });

  it('says what is no text', () => {
    expect(fromByteChars(`${toByteChars('a')}${BYTE_ALPHABET.at(-1)}`)).toBe('a\ufffd');
  });
});
