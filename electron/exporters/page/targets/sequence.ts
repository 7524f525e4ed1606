import { TARGETS } from '../../../data/targets/targets';
import { element } from '../page-dom';
import type { PageTarget } from './define-page-target';

/** The text that was written. */
export const sequenceOnPage: PageTarget<'sequence'> = {
  show: (plan, state, { data }, { written = null }) => {
    const prediction = TARGETS.sequence.predict(plan, state, Float32Array.from(data), { written });
    if (prediction.kind !== 'sequence') throw new Error('nothing was written');
    const text = `${prediction.text || '(nothing)'}${prediction.ended ? '' : ' …'}`;
    return element('div', { class: 'written', 'data-text': prediction.text }, text);
  },
};
