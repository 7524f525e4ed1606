import type { DataFacts, TargetFacts } from '../../../shared/graph/facts';
import type { TargetPlan, TargetState } from '../../../shared/graph/feed';
import { dataKindOf } from '../../../shared/graph/targets/data-kinds';
import type { TargetKind } from '../../../shared/graph/targets/kinds';
import type { Dataset } from '../dataset';
import { matchPart, matchTarget } from '../match-part';
import { boxesTarget } from './boxes';
import { classesTarget } from './classes';
import type { Target, TargetData } from './define-target';
import { identityTarget } from './identity';
import { itemsTarget } from './items';
import { labelsTarget } from './labels';
import { matchTarget as sameTarget } from './match';
import { sequenceTarget } from './sequence';
import { spectrogramTarget } from './spectrogram';
import { tagsTarget } from './tags';
import { valueTarget } from './value';
import { valuesTarget } from './values';

/** How every kind of target becomes numbers. */
export const TARGETS: { readonly [kind in TargetKind]: Target } = {
  classes: classesTarget,
  value: valueTarget,
  labels: labelsTarget,
  sequence: sequenceTarget,
  tags: tagsTarget,
  spectrogram: spectrogramTarget,
  boxes: boxesTarget,
  values: valuesTarget,
  match: sameTarget,
  identity: identityTarget,
  items: itemsTarget,
};

/** The target of a data set that a plan asks for. @throws StudioError where it has none. */
export function targetData(plan: TargetPlan, state: TargetState | null, dataset: Dataset): TargetData<TargetKind> {
  const { name, facts } = matchedTarget(plan, dataset.facts);
  if (name === null || !facts) {
    const [other = null]: (TargetFacts | null)[] = Object.values(dataset.facts.targets);
    throw TARGETS[plan.kind].missing(state, other);
  }
  return { name, facts, numbers: dataset.targets[name] ?? new Float64Array(), dataset };
}

/** The target, or the input that is to be told anew. */
function matchedTarget(plan: TargetPlan, facts: DataFacts): { readonly name: string | null; readonly facts: TargetFacts | undefined } {
  const name = matchTarget(facts, dataKindOf(plan.kind), plan.target);
  if (name !== null) return { name, facts: facts.targets[name] };
  const { reconstructs } = TARGETS[plan.kind];
  const input = reconstructs && matchPart(facts.inputs, reconstructs.kind, plan.target);
  const known = input ? facts.inputs[input] : undefined;
  return { name: input ?? null, facts: known && reconstructs?.facts(known) };
}

/** Class indices of the run, or values, for every sample of a data set. @throws StudioError */
export function actualTargets(plan: TargetPlan, state: TargetState, dataset: Dataset): Float64Array {
  return TARGETS[plan.kind].actual(state, targetData(plan, state, dataset));
}
