import { element } from '../page-dom';

const MOST_BARS = 10;

/** Classes or labels with their probabilities, the most likely first. */
export function bars(labels: readonly string[], probabilities: readonly number[]): HTMLElement {
  const ranked = probabilities.map((probability, index) => ({ probability, label: labels[index] ?? `class ${index}` }));
  ranked.sort((a, b) => b.probability - a.probability);
  const rows = ranked.slice(0, MOST_BARS).map(({ probability, label }) => {
    const fill = element('span', { class: 'fill' });
    fill.style.width = `${(probability * 100).toFixed(2)}%`;
    return element(
      'div',
      { class: 'bar', 'data-label': label, 'data-probability': String(probability) },
      element('span', { class: 'name', title: label }, label),
      element('span', { class: 'track' }, fill),
      element('span', { class: 'number' }, `${(probability * 100).toFixed(1)} %`),
    );
  });
  return element('div', {}, ...rows);
}
