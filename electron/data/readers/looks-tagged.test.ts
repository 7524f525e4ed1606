import { expect, it } from 'vitest';
import { guessColumns } from './guess-columns';
import { looksTagged } from './looks-tagged';

it('takes as many words as the text has, of few kinds, for tags', () => {
  const texts = ['the old dog sees', 'a red boat takes a lamp', '', 'the dog'];
  // An empty text says nothing; six kinds among twelve words might be words.
  expect(looksTagged(['DET ADJ NOUN VERB', 'DET ADJ NOUN VERB DET NOUN', 'X', 'DET NOUN'], texts)).toBe(false);
  const many = Array.from(
    { length: 12 },
    (_, at) => `the ${['old', 'red', 'new'][at % 3]} ${['dog', 'boat', 'hat'][at % 4] ?? 'lamp'} sees`,
  );
  expect(
    looksTagged(
      many.map(() => 'DET ADJ NOUN VERB'),
      many,
    ),
  ).toBe(true);
  expect(
    looksTagged(
      many.map((_, at) => (at === 3 ? 'DET ADJ' : 'DET ADJ NOUN VERB')),
      many,
    ),
  ).toBe(false);
  expect(
    looksTagged(
      many.map((_, at) => `le ${['vieux', 'rouge', 'neuf'][at % 3]} ${['chien', 'bateau', 'chapeau'][at % 4] ?? 'phare'} voit`),
      many,
    ),
  ).toBe(false);
});

const sniffed = (names: readonly string[], rows: readonly (readonly string[])[]) =>
  ({ format: 'delimited', delimiter: '\t', header: true, encoding: 'utf-8', names, rows }) as unknown as Parameters<typeof guessColumns>[1];

it('makes them what is to be predicted, and a text beside a text what is to be written', () => {
  const words = ['dog', 'boat', 'lamp', 'light', 'hat'];
  const tagged = Array.from({ length: 30 }, (_, at) => [`the ${words[at % 5]} sees ${at}`, 'DET NOUN VERB NUM']);
  expect(guessColumns('/none', sniffed(['sentence', 'pos'], tagged))).toEqual([
    { name: 'sentence', as: 'text' },
    { name: 'pos', as: 'tags' },
  ]);
  const pairs = Array.from({ length: 30 }, (_, at) => [
    `the ${words[at % 5]} number ${at}`,
    `voici le numéro ${at}`,
    `who wrote it, ${at * 7}`,
  ]);
  expect(guessColumns('/none', sniffed(['english', 'french', 'by'], pairs))).toEqual([
    { name: 'english', as: 'text' },
    { name: 'french', as: 'target_text' },
    { name: 'by', as: 'text' },
  ]);
});
