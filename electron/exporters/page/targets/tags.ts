import { TARGETS } from '../../../data/targets/targets';
import { element } from '../page-dom';
import type { PageTarget } from './define-page-target';

/** Every word with its tag below. */
export const tagsOnPage: PageTarget<'tags'> = {
  show: (plan, state, { data }, { words = [] }) => {
    const prediction = TARGETS.tags.predict(plan, state, Float32Array.from(data), { words });
    const places = prediction.kind === 'tags' ? prediction.places : [];
    return element(
      'div',
      { class: 'words' },
      ...places.map(({ word, tag, probability }) =>
        element(
          'span',
          { class: 'tagged', 'data-tag': tag, title: `${(probability * 100).toFixed(1)} %` },
          word,
          element('small', {}, tag),
        ),
      ),
    );
  },
};
