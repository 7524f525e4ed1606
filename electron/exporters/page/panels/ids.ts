import { element } from '../page-dom';
import type { FeedOf, InputPanel } from './panel';

/** A field to type whole numbers into. */
export function idsPanel({ plan }: FeedOf<'ids'>, suffix: string, changed: () => void): InputPanel {
  const area = element('textarea', {
    id: `ids${suffix}`,
    'aria-label': 'Sequence of ids',
    placeholder: 'Type whole numbers, with spaces between',
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  area.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(changed, 250);
  });
  return { source: plan.source, root: area, read: () => ({ kind: 'ids', text: area.value }) };
}
