import type { TargetPlan, TargetPlanOf, TargetState, TargetStateOf } from '../../../graph/feed';
import type { TargetKind } from '../../../graph/targets/kinds';
import { boxesInPython } from './boxes';
import { classesInPython } from './classes';
import type { JudgedBy, PythonTarget } from './define-python-target';
import { identityInPython } from './identity';
import { itemsInPython } from './items';
import { labelsInPython } from './labels';
import { matchInPython } from './match';
import { sequenceInPython } from './sequence';
import { spectrogramInPython } from './spectrogram';
import { tagsInPython } from './tags';
import { valueInPython } from './value';
import { valuesInPython } from './values';

const TARGETS: { readonly [K in TargetKind]: PythonTarget<K> } = {
  classes: classesInPython,
  value: valueInPython,
  labels: labelsInPython,
  spectrogram: spectrogramInPython,
  boxes: boxesInPython,
  sequence: sequenceInPython,
  tags: tagsInPython,
  values: valuesInPython,
  match: matchInPython,
  identity: identityInPython,
  items: itemsInPython,
};

// The kind is the plan's own: the rules that it names take this plan.
const rulesOf = <K extends TargetKind>(kind: K): PythonTarget<K> => TARGETS[kind];

interface Learned {
  readonly plan: TargetPlan;
  readonly state: TargetState;
}

/** Keras's loss and metrics of an output. */
export function judgedBy(plan: TargetPlan): JudgedBy {
  return rulesOf<TargetKind>(plan.kind).judgedBy(plan as TargetPlanOf<TargetKind>);
}

/** Lines that bring metrics to the data's units, of a dictionary by Keras's names; see `PythonTarget.inUnits`. */
export function unitLines(plans: readonly TargetPlan[], results: string): string[] {
  return plans.flatMap((plan) => {
    const found = rulesOf<TargetKind>(plan.kind).inUnits?.(plan as TargetPlanOf<TargetKind>, `TARGETS["${plan.node}"]`);
    // Of several outputs Keras puts the layer's name before.
    const prefix = plans.length > 1 ? `${plan.node}_` : '';
    return (found?.metrics ?? []).map((name) => `${results}["${prefix}${name}"] *= ${found?.factor}`);
  });
}

/** The array that an output is trained on; see `PythonTarget.encode`. */
export function encodedTarget({ plan, state }: Learned, values: string, learned: string): string {
  return rulesOf<TargetKind>(plan.kind).encode(plan as TargetPlanOf<TargetKind>, state as TargetStateOf<TargetKind>, values, learned);
}

/** Lines that print what an output says; see `PythonTarget.print`. */
export function printedTarget({ plan, state }: Learned, output: string, learned: string): readonly string[] {
  return rulesOf<TargetKind>(plan.kind).print(plan as TargetPlanOf<TargetKind>, state as TargetStateOf<TargetKind>, output, learned);
}
