import { element } from '../page-dom';
import type { PageTarget } from './define-page-target';

const figure = (x: number): string => String(Number(x.toPrecision(3)));

export const matchOnPage: PageTarget<'match'> = {
  show: ({ margin }, { labels, threshold }, { data }) => {
    const [distance = Number.NaN] = data;
    const limit = threshold ?? margin / 2;
    const same = distance <= limit;
    return element(
      'div',
      { 'data-same': String(same), 'data-distance': String(distance) },
      element('div', { class: 'value' }, labels[same ? 1 : 0] ?? ''),
      element('p', {}, `Distance ${figure(distance)}; the same up to ${figure(limit)}.`),
    );
  },
};
