import type { Preprocessing } from '../../../shared/graph/feed';
import type { RunParts } from '../run-parts';
import { scoped } from '../step/scoped';
import type { WholeSplit } from '../targets/define-target-losses';
import { TARGET_LOSSES } from '../targets/target-losses';
import { breathe } from '../validation';
import { WholeSplits } from '../whole-split';

/** Training samples that a kind which learns from them is shown. */
const MOST_LEARNT = 4000;

type OutputsOf = (node: string) => WholeSplit | null;

/** What the model gives for some samples, of each output. Null when aborted. */
async function outputsOf(parts: RunParts, indices: Uint32Array, batchSize: number, aborted: () => boolean): Promise<OutputsOf | null> {
  const whole = new WholeSplits(parts);
  for (let at = 0; at < indices.length; at += batchSize) {
    const batch = await parts.encode(indices.subarray(at, at + batchSize));
    if (aborted()) return null;
    scoped(() => whole.add(batch, parts.runner.judge(batch).outputs));
    await breathe();
  }
  return (node) => whole.of(node, indices.length);
}

/** So many of the indices, evenly. */
function evenly(indices: Uint32Array, most: number): Uint32Array {
  if (indices.length <= most) return indices;
  return Uint32Array.from({ length: most }, (_, at) => indices[Math.floor((at * indices.length) / most)] ?? 0);
}

/** Whether any output of the model waits for something that is chosen once it is trained. */
export const needsCalibrating = ({ targets }: Pick<Preprocessing, 'targets'>): boolean =>
  targets.some(({ plan }) => TARGET_LOSSES[plan.kind].calibrate !== null);

/**
 * What is learned of the trained model's own outputs: thresholds, chosen on the validation split (on training samples, where
 * none were set aside). The test split is never looked at. Null when aborted.
 *
 * @returns what was learned of the data before, and that
 */
export async function calibrate(parts: RunParts, batchSize: number, aborted: () => boolean = () => false): Promise<Preprocessing | null> {
  const { preprocessing, split } = parts;
  if (!needsCalibrating(preprocessing)) return preprocessing;
  const size = Math.max(32, batchSize);
  const chosenOn = split.validation.length > 0 ? split.validation : evenly(split.train, MOST_LEARNT);
  const validation = await outputsOf(parts, chosenOn, size, aborted);
  if (!validation) return null;
  const learns = preprocessing.targets.some(({ plan }) => TARGET_LOSSES[plan.kind].learnsFromTraining);
  const train = learns ? await outputsOf(parts, evenly(split.train, MOST_LEARNT), size, aborted) : null;
  if (learns && !train) return null;
  return {
    ...preprocessing,
    targets: preprocessing.targets.map(({ plan, state }) => {
      const { calibrate: choose, learnsFromTraining } = TARGET_LOSSES[plan.kind];
      const given = validation(plan.node);
      return {
        plan,
        state: choose && given ? choose(plan, state, given, learnsFromTraining ? (train?.(plan.node) ?? null) : null) : state,
      };
    }),
  };
}
