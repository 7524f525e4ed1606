import { bars } from './bars';
import type { PageTarget } from './define-page-target';

export const labelsOnPage: PageTarget<'labels'> = {
  show: (_plan, { labels }, { data }) => bars(labels, [...data]),
};
