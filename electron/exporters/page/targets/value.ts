import { middleQuantile } from '../../../../shared/graph/targets/middle-quantile';
import { element } from '../page-dom';
import type { PageTarget } from './define-page-target';

export const valueOnPage: PageTarget<'value'> = {
  show: ({ standardize, quantiles = [] }, { mean, deviation, column }, { data }) => {
    const told = (at: number) => String(Number((standardize ? (data[at] ?? 0) * deviation + mean : (data[at] ?? 0)).toPrecision(5)));
    const rows = quantiles.map((quantile, at) =>
      element('p', { 'data-quantile': String(quantile) }, `${quantile * 100} % below ${told(at)}`),
    );
    return element('div', {}, element('p', {}, column), element('div', { class: 'value' }, told(middleQuantile(quantiles))), ...rows);
  },
};
