import type { TargetPlan, TargetPlanOf, TargetState, TargetStateOf } from '../../../../shared/graph/feed';
import type { TargetKind } from '../../../../shared/graph/targets/kinds';
import type { PredictContext } from '../../../data/targets/define-target';
import type { PageTensor } from '../page-data';
import { boxesOnPage } from './boxes';
import { classesOnPage } from './classes';
import type { PageTarget } from './define-page-target';
import { identityOnPage } from './identity';
import { itemsOnPage } from './items';
import { labelsOnPage } from './labels';
import { matchOnPage } from './match';
import { sequenceOnPage } from './sequence';
import { spectrogramOnPage } from './spectrogram';
import { tagsOnPage } from './tags';
import { valueOnPage } from './value';
import { valuesOnPage } from './values';

const TARGETS: { readonly [K in TargetKind]: PageTarget<K> } = {
  classes: classesOnPage,
  value: valueOnPage,
  labels: labelsOnPage,
  spectrogram: spectrogramOnPage,
  boxes: boxesOnPage,
  sequence: sequenceOnPage,
  tags: tagsOnPage,
  values: valuesOnPage,
  match: matchOnPage,
  identity: identityOnPage,
  items: itemsOnPage,
};

// The kind is the plan's own: the rules that it names take this plan.
const rulesOf = <K extends TargetKind>(kind: K): PageTarget<K> => TARGETS[kind];

/** What the output of one sample says. */
export function shownTarget(plan: TargetPlan, state: TargetState, output: PageTensor, context: PredictContext): HTMLElement {
  return rulesOf<TargetKind>(plan.kind).show(plan as TargetPlanOf<TargetKind>, state as TargetStateOf<TargetKind>, output, context);
}
