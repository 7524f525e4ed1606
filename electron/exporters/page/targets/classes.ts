import { probabilitiesOf } from '../../../../shared/graph/targets/binary';
import { bars } from './bars';
import type { PageTarget } from './define-page-target';

export const classesOnPage: PageTarget<'classes'> = {
  show: ({ loss }, { labels }, { data }) => bars(labels, probabilitiesOf(loss, data)),
};
