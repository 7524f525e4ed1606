import { byteLevelWords, toByteChars } from './byte-level';
import { SPACE, WORD } from './char-classes';
import { readPattern } from './normalizers';
import { asList, asPart, badPart, flag, onlyKeys, type Part, text, unknownPart } from './read-part';
import { type Piece, readBehavior, splitPiece } from './split-text';

/** What cuts a text into the words that the model takes one by one. */
export type PreTokenizer = (pieces: readonly Piece[]) => readonly Piece[];

const KNOWN =
  'ByteLevel, Whitespace, WhitespaceSplit, Metaspace, Punctuation, Digits, BertPreTokenizer, CharDelimiterSplit, Split, Sequence';
const SPACES = new RegExp(SPACE, 'gu');
const WORDS_OR_SIGNS = new RegExp(`[${WORD}]+|[^${WORD}${SPACE}]+`, 'gu');
const PUNCTUATION = /[!-/:-@[-`{-~\p{P}]/gu;
const NUMBERS = /\p{N}/gu;

/** @throws StudioError that names what is not known */
export function readPreTokenizer(value: unknown, place: string): PreTokenizer {
  if (value === null || value === undefined) return (pieces) => pieces;
  const part = asPart(value, place);
  const type = text(part, 'type', place);
  switch (type) {
    case 'ByteLevel':
      return byteLevel(part, place);
    case 'Whitespace':
      onlyKeys(part, place, []);
      return each((piece) => splitPiece(piece, WORDS_OR_SIGNS, 'Removed', true));
    case 'WhitespaceSplit':
      onlyKeys(part, place, []);
      return each((piece) => splitPiece(piece, SPACES, 'Removed'));
    case 'Metaspace':
      return metaspace(part, place);
    case 'Punctuation': {
      onlyKeys(part, place, ['behavior']);
      const behavior = readBehavior(text(part, 'behavior', place, 'Isolated'));
      return each((piece) => splitPiece(piece, PUNCTUATION, behavior));
    }
    case 'Digits': {
      onlyKeys(part, place, ['individual_digits']);
      const behavior = flag(part, 'individual_digits', place, false) ? 'Isolated' : 'Contiguous';
      return each((piece) => splitPiece(piece, NUMBERS, behavior));
    }
    case 'BertPreTokenizer':
      onlyKeys(part, place, []);
      return each((piece) => splitPiece(piece, SPACES, 'Removed').flatMap((word) => splitPiece(word, PUNCTUATION, 'Isolated')));
    case 'CharDelimiterSplit': {
      onlyKeys(part, place, ['delimiter']);
      const pattern = readPattern({ String: text(part, 'delimiter', place) }, `${place}.delimiter`);
      return each((piece) => splitPiece(piece, pattern, 'Removed'));
    }
    case 'Split': {
      onlyKeys(part, place, ['pattern', 'behavior', 'invert']);
      const pattern = readPattern(part.pattern, `${place}.pattern`);
      const behavior = readBehavior(text(part, 'behavior', place));
      const invert = flag(part, 'invert', place, false);
      return each((piece) => splitPiece(piece, pattern, behavior, invert));
    }
    case 'Sequence': {
      onlyKeys(part, place, ['pretokenizers']);
      const list = asList(part.pretokenizers, `${place}.pretokenizers`);
      const all = list.map((one, at) => readPreTokenizer(one, `${place}.pretokenizers[${at}]`));
      return (pieces) => all.reduce((done, split) => split(done), pieces);
    }
    default:
      throw unknownPart('a pre-tokeniser', type, KNOWN);
  }
}

function each(split: (piece: Piece) => readonly Piece[]): PreTokenizer {
  return (pieces) => pieces.flatMap(split);
}

function byteLevel(part: Part, place: string): PreTokenizer {
  // `trim_offsets` is about places in the text, which nobody asks for here.
  onlyKeys(part, place, ['add_prefix_space', 'trim_offsets', 'use_regex']);
  const prefix = flag(part, 'add_prefix_space', place, true);
  const cuts = flag(part, 'use_regex', place, true);
  return each(({ text: own, first }) => {
    const spaced = prefix && !own.startsWith(' ') ? ` ${own}` : own;
    const words = cuts ? byteLevelWords(spaced) : [spaced];
    return words.map((word, at) => ({ text: toByteChars(word), first: first && at === 0 }));
  });
}

function metaspace(part: Part, place: string): PreTokenizer {
  onlyKeys(part, place, ['replacement', 'prepend_scheme', 'split', 'add_prefix_space', 'str_rep']);
  const mark = text(part, 'replacement', place, '▁');
  if (Array.from(mark).length !== 1) throw badPart(`${place}.replacement`, 'one character', mark);
  // Files of before 2023 have a switch where there is a scheme now.
  const scheme = text(part, 'prepend_scheme', place, flag(part, 'add_prefix_space', place, true) ? 'always' : 'never');
  if (scheme !== 'always' && scheme !== 'never' && scheme !== 'first')
    throw unknownPart('a prepend_scheme', scheme, 'always, first, never');
  const cuts = flag(part, 'split', place, true);
  const pattern = readPattern({ String: mark }, place);
  return each(({ text: own, first }) => {
    const marked = own.replaceAll(' ', mark);
    const prepends = !marked.startsWith(mark) && (scheme === 'always' || (scheme === 'first' && first));
    const piece = { text: prepends ? mark + marked : marked, first };
    return cuts ? splitPiece(piece, pattern, 'MergedWithNext') : [piece];
  });
}
