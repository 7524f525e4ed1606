import { foundBoxes } from '../../../data/targets/found-boxes';
import { element } from '../page-dom';
import type { PageTarget } from './define-page-target';

/** Less sure ones are not shown. */
const SURE = 0.5;

const percent = (x: number): string => `${(100 * x).toFixed(1)} %`;

/** Boxes drawn in a frame as wide as the model's picture, and each in words. */
export const boxesOnPage: PageTarget<'boxes'> = {
  show: (plan, { labels }, { data }) => {
    const found = foundBoxes(plan, Float32Array.from(data)).filter(({ score }) => score >= SURE);
    const frame = element('div', { class: 'boxes', role: 'img', 'aria-label': `${found.length} boxes` });
    frame.style.aspectRatio = `${plan.view.width} / ${plan.view.height}`;
    for (const { class: at, box } of found) {
      const [left, top, right, bottom] = box;
      const drawn = element('div', { class: 'box', 'data-label': labels[at] ?? '' }, labels[at] ?? '');
      Object.assign(drawn.style, {
        left: percent(left),
        top: percent(top),
        width: percent(right - left),
        height: percent(bottom - top),
      });
      frame.append(drawn);
    }
    const rows = found.map(({ class: at, score, box: [left, top, right, bottom] }) =>
      element(
        'p',
        { 'data-label': labels[at] ?? '', 'data-score': String(score) },
        `${labels[at] ?? ''} ${percent(score)}: ${percent(left)} from the left, ${percent(top)} from the top, ${percent(right - left)} × ${percent(bottom - top)}`,
      ),
    );
    return element('div', {}, frame, ...(rows.length > 0 ? rows : [element('p', {}, 'Nothing found.')]));
  },
};
