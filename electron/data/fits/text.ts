import { readTextTokenizer, textCounts } from '../fit-text';
import { defineFit } from './define-fit';

/** A vocabulary, or the tokenizer that the plan names. */
export const fitTexts = defineFit('text', async (plan, training) => {
  if (plan.split === 'file') return readTextTokenizer(plan);
  const counts = textCounts(plan, plan.split);
  await training.each((part) => counts.add(part.text));
  return counts.state();
});
