import { element } from '../page-dom';
import type { FeedOf, InputPanel } from './panel';

/** A field to type a text into. */
export function textPanel({ plan }: FeedOf<'text'>, suffix: string, changed: () => void): InputPanel {
  const area = element('textarea', { id: `text${suffix}`, 'aria-label': 'Text', placeholder: 'Type a text' });
  let timer: ReturnType<typeof setTimeout> | undefined;
  area.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(changed, 250);
  });
  return { source: plan.source, root: area, read: () => ({ kind: 'text', text: area.value }) };
}
