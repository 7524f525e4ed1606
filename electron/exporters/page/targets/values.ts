import { element } from '../page-dom';
import type { PageTarget } from './define-page-target';

export const valuesOnPage: PageTarget<'values'> = {
  show: ({ standardize }, { columns, means, deviations }, { data }) => {
    const told = (at: number) => {
      const raw = data[at] ?? 0;
      return String(Number((standardize ? raw * (deviations[at] ?? 1) + (means[at] ?? 0) : raw).toPrecision(5)));
    };
    const rows = columns.flatMap((column, at) => [
      element('dt', {}, column),
      element('dd', { 'data-column': column, class: 'number' }, told(at)),
    ]);
    return element('dl', { class: 'facts' }, ...rows);
  },
};
