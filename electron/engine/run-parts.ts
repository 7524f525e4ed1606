import type { ModelPlan } from '../../shared/codegen/plan';
import type { DataFacts } from '../../shared/graph/facts';
import type { Preprocessing, TargetPlan } from '../../shared/graph/feed';
import type { Dataset, EncodedBatch, SplitIndices } from '../data/dataset';
import { TARGETS } from '../data/targets/targets';
import type { Runner } from './runner';

/** What a run is made of once its data is open and its model built: the trainer and the open session work on this. */
export interface RunParts {
  readonly dataset: Dataset;
  /** What the model was planned with: those of the data it was trained on. */
  readonly facts: DataFacts;
  readonly split: SplitIndices;
  readonly plan: ModelPlan;
  readonly preprocessing: Preprocessing;
  /** The model with its weights. */
  readonly runner: Runner;
  /** Reads and encodes samples by their position in the data set. */
  encode(indices: Uint32Array): Promise<EncodedBatch>;
  /**
   * The true class (into the run's labels) or value of a sample; -1 or NaN where the run does not know it.
   *
   * @param output which output is asked; absent: the first
   */
  actual(index: number, output?: number): number;
  dispose(): Promise<void>;
}

/** In the order of the model's outputs. */
export const targetPlans = (plan: ModelPlan): readonly TargetPlan[] => plan.targets.map((target) => target.plan);

/** By target: what brings its metric from the model's unit to that of the data. */
export function metricScales(parts: Pick<RunParts, 'plan' | 'preprocessing'>): readonly number[] {
  return targetPlans(parts.plan).map((plan) => {
    const state = parts.preprocessing.targets.find((target) => target.plan.node === plan.node)?.state;
    return state ? TARGETS[plan.kind].metricScale(plan, state) : 1;
  });
}
