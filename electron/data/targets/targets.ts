import type { TargetFacts } from '../../../shared/graph/facts';
import type { TargetPlan, TargetState } from '../../../shared/graph/feed';
import type { TargetKind } from '../../../shared/graph/targets/kinds';
import type { Dataset } from '../dataset';
import { matchTarget } from '../match-part';
import { boxesTarget } from './boxes';
import { classesTarget } from './classes';
import type { Target, TargetData } from './define-target';
import { labelsTarget } from './labels';
import { sequenceTarget } from './sequence';
import { tagsTarget } from './tags';
import { valueTarget } from './value';

/** How every kind of target becomes numbers. */
export const TARGETS: { readonly [kind in TargetKind]: Target } = {
  classes: classesTarget,
  value: valueTarget,
  labels: labelsTarget,
  sequence: sequenceTarget,
  tags: tagsTarget,
  boxes: boxesTarget,
};

/** The target of a data set that a plan asks for. @throws StudioError where it has none. */
export function targetData(plan: TargetPlan, state: TargetState | null, dataset: Dataset): TargetData<TargetKind> {
  const name = matchTarget(dataset.facts, plan.kind, plan.target);
  const facts = name === null ? undefined : dataset.facts.targets[name];
  if (name === null || !facts) {
    const [other = null]: (TargetFacts | null)[] = Object.values(dataset.facts.targets);
    throw TARGETS[plan.kind].missing(state, other);
  }
  return { name, facts, numbers: dataset.targets[name] ?? new Float64Array(), dataset };
}

/** Class indices of the run, or values, for every sample of a data set. @throws StudioError */
export function actualTargets(plan: TargetPlan, state: TargetState, dataset: Dataset): Float64Array {
  return TARGETS[plan.kind].actual(state, targetData(plan, state, dataset));
}
