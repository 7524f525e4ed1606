import { hubTokenizer } from '../../../shared/codegen/python/hub-tokenizer';
import type { FeedPlanOf } from '../../../shared/graph/feed';
import type { InputLines, InputPlace } from './input-place';

/** A text as ids of its words. */
export function textLines(plan: FeedPlanOf<'text'>, { input, at, length }: InputPlace): InputLines {
  const lower = plan.standardize === 'none' ? 'text' : 'text.lower()';
  const clean =
    plan.standardize === 'lower_and_strip_punctuation' ? `${lower}.translate(str.maketrans("", "", string.punctuation))` : lower;
  const padded = `${input} = tf.constant([${length < 0 ? 'row' : `(row + [0] * ${length})[:${length}]`}], tf.int32)`;
  if (plan.split === 'bpe' || plan.split === 'file') {
    const { imports, setup, ids } = hubTokenizer(plan, `feeds[${at}]["state"]`);
    return {
      imports,
      lines: ['text = "Put your own text here."', ...setup, `row = ${ids(plan.split === 'file' ? 'text' : clean)}`, padded],
    };
  }
  const words = {
    whitespace: `${clean}.split()`,
    character: `list(${clean})`,
    whole: `[${clean}.strip()]`,
    integer: '[str(int(text))]',
  }[plan.split];
  return {
    imports: plan.standardize === 'lower_and_strip_punctuation' ? ['import string'] : [],
    lines: [
      'text = "Put your own text here."',
      `ids = {word: i for i, word in enumerate(feeds[${at}]["state"]["vocabulary"])}`,
      `row = [ids.get(word, 1) for word in ${words}]`,
      padded,
    ],
  };
}
