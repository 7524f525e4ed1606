import { identityTarget } from '../../../data/targets/identity';
import { element } from '../page-dom';
import type { PageTarget } from './define-page-target';

const SHOWN = 5;
const figure = (x: number): string => String(Number(x.toPrecision(3)));

export const identityOnPage: PageTarget<'identity'> = {
  show: (plan, state, { data }) => {
    const said = identityTarget.predict(plan, state, Float32Array.from(data));
    if (said.kind !== 'identity') return element('div', {});
    const rows = said.nearest
      .slice(0, SHOWN)
      .flatMap(({ label, distance }) => [element('dt', {}, label), element('dd', { class: 'number' }, figure(distance))]);
    return element(
      'div',
      { 'data-label': said.label ?? '' },
      element('div', { class: 'value' }, said.label ?? 'nobody known'),
      element('p', {}, `The nearest, by distance; known up to ${figure(said.threshold)}:`),
      element('dl', { class: 'facts' }, ...rows),
    );
  },
};
