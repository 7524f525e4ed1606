import type { FeedPlan, FeedState } from '../../shared/graph/feed';
import { StudioError } from '../../shared/studio-error';
import { ByteLevelCounts, trainBpe } from '../../shared/text/train-bpe';
import { PADDING, UNKNOWN, VocabularyCounts } from './fit-vocabulary';
import { readTokenizerFile } from './read-tokenizer-file';
import { idCount } from './text-ids';
import { standardizeText, tokenize, type WordSplit } from './tokenize';

type TextPlan = Extract<FeedPlan, { kind: 'text' }>;
type TextState = Extract<FeedState, { kind: 'text' }>;

/** Counts what the texts of the training split are made of, until the vocabulary is asked for. */
export interface TextCounts {
  add(text: string): void;
  state(): TextState;
}

export function textCounts({ standardize, max_tokens }: TextPlan, split: WordSplit['split'] | 'bpe'): TextCounts {
  if (split === 'bpe') {
    const counts = new ByteLevelCounts();
    return {
      add: (text) => counts.add(standardizeText(text, standardize)),
      state: () => {
        const { vocabulary, merges } = trainBpe(counts.counts, max_tokens, [PADDING, UNKNOWN]);
        return { kind: 'text', vocabulary: [...vocabulary], merges: [...merges] };
      },
    };
  }
  const counts = new VocabularyCounts();
  return {
    add: (text) => counts.add(tokenize(text, { standardize, split })),
    state: () => ({
      kind: 'text',
      vocabulary: counts.vocabulary(max_tokens, split === 'integer' ? (a, b) => Number(a) - Number(b) : undefined),
    }),
  };
}

/** The tokenizer of a plan, copied into its state. Rejects with a StudioError where it is not the one that the graph was drawn with. */
export async function readTextTokenizer({ tokenizer }: TextPlan): Promise<TextState> {
  if (!tokenizer) throw new Error('a plan of a file without the file');
  const read = await readTokenizerFile(tokenizer.path);
  const ids = idCount(read.tokenizer);
  if (ids !== tokenizer.ids) {
    throw new StudioError('The tokenizer has changed since it was chosen.', {
      expected: `${tokenizer.ids} ids`,
      received: `${ids} in ${tokenizer.path}`,
      advice: 'Choose the file again at the Text vectorization node.',
    });
  }
  return { kind: 'text', vocabulary: [], tokenizer: { json: read.json, sha256: read.sha256 } };
}

/** A plan as runs and exports keep it: where a tokenizer lay on this machine is nobody's business. */
export function withoutPath(plan: FeedPlan): FeedPlan {
  if (plan.kind !== 'text' || !plan.tokenizer) return plan;
  return { ...plan, tokenizer: { ...plan.tokenizer, path: plan.tokenizer.path.split(/[\\/]/).at(-1) ?? '' } };
}
