import { itemsTarget } from '../../../data/targets/items';
import { element } from '../page-dom';
import { bars } from './bars';
import type { PageTarget } from './define-page-target';

export const itemsOnPage: PageTarget<'items'> = {
  show: (plan, state, { data }, context) => {
    const said = itemsTarget.predict(plan, state, Float32Array.from(data), context);
    if (said.kind !== 'items') return element('div', {});
    if (plan.loss === 'categorical_crossentropy') {
      return bars(
        said.items.map(({ item }) => item),
        said.items.map(({ probability }) => probability),
      );
    }
    // Only their order was learned.
    return element('ol', {}, ...said.items.slice(0, 10).map(({ item }) => element('li', { 'data-item': item }, item)));
  },
};
