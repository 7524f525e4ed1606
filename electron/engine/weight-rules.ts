import { type WeightRule, weightRule } from '../../shared/graph/kernel-rules';
import type { LayerRecord } from '../../shared/graph/layer-record';

/** What a node asks of one of its trained weights besides its place in the model. */
export interface WeightRules extends WeightRule {
  /** What the learning rate is multiplied with. */
  readonly factor: number;
}

const NONE: WeightRule = { l1: 0, l2: 0, maxNorm: null };

/** The rules of every weight of a model by the name of its layer and its path within it; undefined: none. */
export type RulesOf = (layer: string, path: string) => WeightRules | undefined;

/** As the layers' records say them. */
export function rulesOf(records: readonly LayerRecord[]): RulesOf {
  // A record that calls an earlier one's layer again has no weights of its own.
  const layers = new Map(records.filter(({ shares }) => shares === undefined).map((record) => [record.name, record]));
  return (layer, path) => {
    const record = layers.get(layer);
    const factor = record?.learning_rate_factor ?? 1;
    const rule = record ? weightRule(record, path) : null;
    return rule || factor !== 1 ? { ...(rule ?? NONE), factor } : undefined;
  };
}
