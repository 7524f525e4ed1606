import { mustBeKnown } from '../feeds/known-ids';
import { defineFit } from './define-fit';

/** Nothing is learned of ids; all of them must be known. */
export const fitSequences = defineFit('ids', async (plan, training) => {
  await training.each(({ ids }) => mustBeKnown(ids, plan.vocabulary));
  return { kind: 'ids' };
});
