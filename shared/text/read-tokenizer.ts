import { StudioError } from '../studio-error';
import { findAdded, readAddedTokens } from './added-tokens';
import { bpeModel } from './bpe';
import { readNormalizer } from './normalizers';
import { readPostProcessor } from './post-processors';
import { readPreTokenizer } from './pre-tokenizers';
import { asList, asPart, badPart, flag, onlyKeys, type Part, text, unknownPart, whole } from './read-part';
import type { TokenModel } from './token-model';
import { unigramModel } from './unigram';
import { wordPieceModel } from './word-piece';

/** A pretrained tokenizer. */
export interface Tokenizer {
  /**
   * Ids of a text.
   *
   * @param special with the tokens that its post-processor puts around (`[CLS]`, `</s>`)
   * @param longest a longer text is cut behind, before special tokens are put around; null: never
   */
  encode(text: string, special: boolean, longest?: number | null): number[];
  /** Token by id, added ones included; holes are empty. */
  readonly tokens: readonly string[];
  readonly kind: 'BPE' | 'WordPiece' | 'Unigram';
  /** Its tokens are bytes written as characters: `fromByteChars` reads them. */
  readonly byteLevel: boolean;
  /** The id that pads, where the file says which. */
  readonly padding: number | null;
}

/** Keys of a file that say how long texts become: that is told by the node. */
const LENGTHS = ['truncation', 'padding'];
const DECODING = ['decoder'];
const PADS = ['[PAD]', '<pad>', '<|pad|>'];

/**
 * Reads a `tokenizer.json` of Hugging Face's `tokenizers`. How texts are cut or padded, and how ids become text again, is
 * left out; everything else that this version does not know is refused by name. @throws StudioError
 */
export function readTokenizer(json: string): Tokenizer {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch (error) {
    throw new StudioError('The tokenizer cannot be read: it is not JSON.', {
      expected: 'a tokenizer.json of Hugging Face’s “tokenizers”',
      received: error instanceof Error ? error.message.slice(0, 200) : String(error),
    });
  }
  const file = asPart(parsed, 'tokenizer.json');
  onlyKeys(file, 'tokenizer.json', [
    'version',
    'added_tokens',
    'normalizer',
    'pre_tokenizer',
    'post_processor',
    'model',
    ...LENGTHS,
    ...DECODING,
  ]);
  const { model, vocabulary, kind } = readModel(asPart(file.model, 'model'));
  const normalize = readNormalizer(file.normalizer, 'normalizer');
  const split = readPreTokenizer(file.pre_tokenizer, 'pre_tokenizer');
  const surround = readPostProcessor(file.post_processor, 'post_processor');
  const added = readAddedTokens(file.added_tokens);
  const findRaw = findAdded(
    added.filter((token) => !token.normalized),
    normalize,
  );
  const findNormal = findAdded(
    added.filter((token) => token.normalized),
    normalize,
  );
  const tokens: string[] = [];
  for (const [token, id] of [...vocabulary, ...added.map(({ content, id }) => [content, id] as const)]) tokens[id] = token;
  const stated = file.padding ? whole(asPart(file.padding, 'padding'), 'pad_id', 'padding', 0) : -1;
  const padding = stated >= 0 ? stated : tokens.findIndex((token) => PADS.includes(token));

  return {
    kind,
    tokens: Array.from(tokens, (token) => token ?? ''),
    byteLevel: JSON.stringify(file.pre_tokenizer ?? null).includes('"ByteLevel"'),
    padding: padding >= 0 ? padding : null,
    encode: (whole, special, longest = null) => {
      const ids: number[] = [];
      for (const raw of whole === '' ? [] : findRaw({ text: whole, first: true })) {
        if ('id' in raw) {
          ids.push(raw.id);
          continue;
        }
        for (const found of findNormal({ text: normalize(raw.text), first: raw.first })) {
          if ('id' in found) ids.push(found.id);
          else if (found.text !== '') for (const piece of split([found])) for (const id of model.encode(piece.text)) ids.push(id);
        }
      }
      const around = special ? surround([]).length : 0;
      const kept = longest === null ? ids : ids.slice(0, Math.max(0, longest - around));
      return special ? [...surround(kept)] : kept;
    },
  };
}

type ReadModel = { readonly model: TokenModel; readonly vocabulary: ReadonlyMap<string, number>; readonly kind: Tokenizer['kind'] };

function readModel(part: Part): ReadModel {
  // Older files leave the type of a BPE out.
  const type = text(part, 'type', 'model', part.merges ? 'BPE' : undefined);
  switch (type) {
    case 'BPE':
      return readBpe(part);
    case 'WordPiece':
      return readWordPiece(part);
    case 'Unigram':
      return readUnigram(part);
    default:
      throw unknownPart('a model', type, 'BPE, WordPiece, Unigram');
  }
}

function readVocabulary(value: unknown): ReadonlyMap<string, number> {
  return new Map(
    Object.entries(asPart(value, 'model.vocab')).map(([token, id]) => {
      if (typeof id !== 'number' || !Number.isInteger(id) || id < 0) throw badPart(`model.vocab.${token}`, 'a whole number', id);
      return [token, id];
    }),
  );
}

function readBpe(part: Part): ReadModel {
  onlyKeys(part, 'model', [
    'dropout',
    'unk_token',
    'continuing_subword_prefix',
    'end_of_word_suffix',
    'fuse_unk',
    'byte_fallback',
    'ignore_merges',
    'vocab',
    'merges',
  ]);
  if (typeof part.dropout === 'number' && part.dropout > 0) throw unknownPart('a chance', `dropout ${part.dropout}`, 'no dropout');
  const vocabulary = readVocabulary(part.vocab);
  const merges = asList(part.merges, 'model.merges').map((merge, at): readonly [string, string] => {
    const pair = typeof merge === 'string' ? merge.split(' ') : merge;
    const [left, right, more] = asList(pair, `model.merges[${at}]`);
    if (typeof left !== 'string' || typeof right !== 'string' || more !== undefined)
      throw badPart(`model.merges[${at}]`, 'two tokens', merge);
    return [left, right];
  });
  const model = bpeModel({
    vocabulary,
    merges,
    unknown: part.unk_token ? text(part, 'unk_token', 'model') : null,
    fuseUnknown: flag(part, 'fuse_unk', 'model', false),
    byteFallback: flag(part, 'byte_fallback', 'model', false),
    prefix: text(part, 'continuing_subword_prefix', 'model', ''),
    suffix: text(part, 'end_of_word_suffix', 'model', ''),
    ignoreMerges: flag(part, 'ignore_merges', 'model', false),
  });
  return { model, vocabulary, kind: 'BPE' };
}

function readWordPiece(part: Part): ReadModel {
  onlyKeys(part, 'model', ['unk_token', 'continuing_subword_prefix', 'max_input_chars_per_word', 'vocab']);
  const vocabulary = readVocabulary(part.vocab);
  const name = text(part, 'unk_token', 'model', '[UNK]');
  const unknown = vocabulary.get(name);
  if (unknown === undefined) throw badPart('model.unk_token', 'a token of its vocabulary', name);
  const prefix = text(part, 'continuing_subword_prefix', 'model', '##');
  const longest = whole(part, 'max_input_chars_per_word', 'model', 100);
  return { model: wordPieceModel({ vocabulary, unknown, prefix, longest }), vocabulary, kind: 'WordPiece' };
}

function readUnigram(part: Part): ReadModel {
  onlyKeys(part, 'model', ['unk_id', 'byte_fallback', 'vocab']);
  const pieces = asList(part.vocab, 'model.vocab').map((entry, at): readonly [string, number] => {
    const [piece, score] = asList(entry, `model.vocab[${at}]`);
    if (typeof piece !== 'string' || typeof score !== 'number') throw badPart(`model.vocab[${at}]`, 'a piece with its score', entry);
    return [piece, score];
  });
  const unknown = part.unk_id === null || part.unk_id === undefined ? null : whole(part, 'unk_id', 'model');
  const model = unigramModel({ pieces, unknown, byteFallback: flag(part, 'byte_fallback', 'model', false) });
  return { model, vocabulary: new Map(pieces.map(([piece], id) => [piece, id])), kind: 'Unigram' };
}
