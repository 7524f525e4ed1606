import type { TargetPlanOf, TargetStateOf } from '../../../../shared/graph/feed';
import type { TargetKind } from '../../../../shared/graph/targets/kinds';
import type { PredictContext } from '../../../data/targets/define-target';
import type { PageTensor } from '../page-data';

/** What the exported page does with one kind of target. */
export interface PageTarget<K extends TargetKind> {
  /** What the output of one sample says. */
  show(plan: TargetPlanOf<K>, state: TargetStateOf<K>, output: PageTensor, context: PredictContext): HTMLElement;
}
