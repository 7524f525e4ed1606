import type { FeedPlan, FeedState } from '../../shared/graph/feed';
import { bpeModel } from '../../shared/text/bpe';
import { byteLevelWords, fromByteChars, toByteChars } from '../../shared/text/byte-level';
import { readTokenizer, type Tokenizer } from '../../shared/text/read-tokenizer';
import { standardizeText, tokenize, vocabularyIds } from './tokenize';

type TextPlan = Extract<FeedPlan, { kind: 'text' }>;
type TextState = Extract<FeedState, { kind: 'text' }>;

/** What stands at one position of a text. */
export interface TextToken {
  readonly text: string;
  /** False: the model sees `[UNK]`. */
  readonly known: boolean;
}

/** Texts as the ids that enter the model, whichever way they are split. */
export interface TextIds {
  /** Of the whole text, never padded; cut only where special tokens must keep their place at its end. */
  ids(text: string): readonly number[];
  /** What people see at the positions of `ids`. */
  tokens(text: string): readonly TextToken[];
}

const UNKNOWN_ID = 1;
const made = new WeakMap<TextState, { readonly plan: TextPlan; readonly ids: TextIds }>();

/** Made once for a state, as a vocabulary is large. */
export function textIds(plan: TextPlan, state: TextState): TextIds {
  const known = made.get(state);
  if (known && known.plan === plan) return known.ids;
  const ids = makeTextIds(plan, state);
  made.set(state, { plan, ids });
  return ids;
}

function makeTextIds(plan: TextPlan, state: TextState): TextIds {
  const { split, standardize } = plan;
  switch (split) {
    case 'whitespace':
    case 'character':
    case 'whole':
    case 'integer': {
      const table = vocabularyIds(state.vocabulary);
      const words = (text: string) => tokenize(text, { standardize, split });
      return {
        ids: (text) => words(text).map((word) => table.get(word) ?? UNKNOWN_ID),
        tokens: (text) => words(text).map((word) => ({ text: word, known: table.has(word) })),
      };
    }
    case 'bpe':
      return pieces(plan, state);
    case 'file':
      return pretrained(plan, readTokenizer(state.tokenizer?.json ?? ''));
  }
}

/** Byte-level: nothing is unknown. */
function pieces({ standardize }: TextPlan, { vocabulary, merges = [] }: TextState): TextIds {
  const model = bpeModel({
    vocabulary: vocabularyIds(vocabulary),
    merges: merges.map((merge): readonly [string, string] => {
      const [left = '', right = ''] = merge.split(' ');
      return [left, right];
    }),
    unknown: null,
    fuseUnknown: false,
    byteFallback: false,
    prefix: '',
    suffix: '',
    ignoreMerges: false,
  });
  const ids = (text: string) => byteLevelWords(standardizeText(text, standardize)).flatMap((word) => model.encode(toByteChars(word)));
  return { ids, tokens: (text) => ids(text).map((id) => ({ text: shown(vocabulary[id] ?? ''), known: true })) };
}

/** A piece as people read it: a space before it as `▁`. */
const shown = (token: string): string => fromByteChars(token).replaceAll(' ', '▁');

/**
 * How far the ids of a tokenizer are moved, so that 0 is free for padding: by none where its own 0 is what pads, else by
 * one.
 */
export const idShift = (tokenizer: Tokenizer): 0 | 1 => (tokenizer.padding === 0 ? 0 : 1);

/** Ids that enter the model, padding included. */
export const idCount = (tokenizer: Tokenizer): number => tokenizer.tokens.length + idShift(tokenizer);

function pretrained(plan: TextPlan, tokenizer: Tokenizer): TextIds {
  const shift = idShift(tokenizer);
  const special = plan.tokenizer?.special_tokens ?? true;
  const own = (text: string) => tokenizer.encode(text, special, plan.output_sequence_length);
  // Byte-level vocabularies have no other characters than those that stand for bytes.
  const readable = tokenizer.byteLevel ? shown : (token: string) => token;
  return {
    ids: (text) => own(text).map((id) => id + shift),
    tokens: (text) => own(text).map((id) => ({ text: readable(tokenizer.tokens[id] ?? ''), known: true })),
  };
}
