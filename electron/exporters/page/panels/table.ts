import { element } from '../page-dom';
import type { FeedOf, InputPanel } from './panel';

/** A field a column, with the means of the training rows to start from. */
export function tablePanel({ plan, state }: FeedOf<'table'>, _suffix: string, changed: () => void): InputPanel {
  const { columns } = plan;
  const { mean } = state;
  const fields = element('div', { class: 'fields' });
  const inputs = columns.map((column, at) => {
    const input = element('input', { type: 'text', inputmode: 'decimal', 'data-column': column });
    input.value = String(Number((mean[at] ?? 0).toPrecision(4)));
    input.addEventListener('change', changed);
    fields.append(element('label', { class: 'field' }, column, input));
    return input;
  });
  return {
    source: plan.source,
    root: fields,
    read: () => ({
      kind: 'table',
      values: inputs.map((input) => {
        const text = input.value.trim().replace(',', '.');
        return text === '' || !Number.isFinite(Number(text)) ? null : Number(text);
      }),
    }),
  };
}
