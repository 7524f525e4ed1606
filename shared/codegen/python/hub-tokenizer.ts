import type { FeedPlan } from '../../graph/feed';

/** How Python reads texts with Hugging Face's `tokenizers`. */
export interface HubTokenizer {
  readonly imports: readonly string[];
  readonly setup: readonly string[];
  /** Ids of a text, as an expression; `text` is one, too. */
  ids(text: string): string;
}

/**
 * The tokenizer of a text feed that splits into pieces: `bpe` or `file`.
 *
 * @param state expression of the feed's state
 * @param suffix of the names that it needs
 */
export function hubTokenizer(plan: Extract<FeedPlan, { kind: 'text' }>, state: string, suffix = ''): HubTokenizer {
  const name = suffix === '' ? 'tokenizer' : `TOKENIZER${suffix.toUpperCase()}`;
  if (plan.split !== 'file') {
    return {
      imports: ['from tokenizers import Tokenizer, models, pre_tokenizers'],
      setup: [
        `${name} = Tokenizer(models.BPE({token: i for i, token in enumerate(${state}["vocabulary"])}, [tuple(pair.split(" ")) for pair in ${state}["merges"]]))`,
        `${name}.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)`,
      ],
      ids: (text) => `${name}.encode(${text}).ids`,
    };
  }
  const special = plan.tokenizer?.special_tokens ?? true;
  const shift = suffix === '' ? 'shift' : `SHIFT${suffix.toUpperCase()}`;
  const length = plan.output_sequence_length;
  return {
    imports: ['from tokenizers import Tokenizer'],
    setup: [
      `${name} = Tokenizer.from_str(${state}["tokenizer"]["json"])`,
      `${name}.no_padding()`,
      length === null ? `${name}.no_truncation()` : `${name}.enable_truncation(${length})`,
      `# 0 pads: where the tokenizer has another token there, its ids are moved by one.`,
      `${shift} = ${plan.tokenizer?.ids ?? 0} - 1 - max(${name}.get_vocab(with_added_tokens=True).values())`,
    ],
    ids: (text) =>
      special
        ? `[i + ${shift} for i in ${name}.encode(${text}).ids]`
        : `[i + ${shift} for i in ${name}.encode(${text}, add_special_tokens=False).ids]`,
  };
}
