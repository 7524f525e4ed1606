import type { ModelPlan } from '../../shared/codegen/plan';
import type { LayerRecord, TensorRef } from '../../shared/graph/layer-record';
import { TARGET_LOSSES } from './targets/target-losses';

/** A plan whose last softmaxes and sigmoids are layers of their own, and what goes into them. */
export interface SplitPlan {
  readonly plan: ModelPlan;
  /** By target: the tensor before its softmax or sigmoid; null where it has none. */
  readonly logits: readonly (TensorRef | null)[];
}

/** Ids of nodes have no capitals. */
const SUFFIX = { softmax: '_Softmax', sigmoid: '_Sigmoid' } as const;

/**
 * Takes the softmax or sigmoid out of the dense layers that give probabilities: losses are computed of what goes into it, as
 * Keras does in a graph. Weights keep their names; the numbers of the outputs stay what they were. Which form a loss gets is
 * told by what was split here, and by nothing else.
 */
export function splitHeads(plan: ModelPlan): SplitPlan {
  const heads = new Map(plan.targets.map((target) => [target.ref.layer, TARGET_LOSSES[target.plan.kind].takesOut(target.plan)]));
  const names = new Map<string, string>();
  // Of a head that is a layer of its own already.
  const before = (ref: TensorRef): TensorRef | null => {
    const record = plan.records.find(({ name }) => name === ref.layer);
    const own = record?.class_name === 'Activation' && record.config.activation === heads.get(ref.layer);
    return (own && record.inbound[0]) || null;
  };
  const moved = (ref: TensorRef): TensorRef => ({ layer: names.get(ref.layer) ?? ref.layer, output: ref.output });
  const records = plan.records.flatMap((record): LayerRecord[] => {
    const rewired = { ...record, inbound: record.inbound.map(moved) };
    const activation = heads.get(record.name) ?? null;
    if (activation === null || record.class_name !== 'Dense' || record.config.activation !== activation) return [rewired];
    const name = `${record.name}${SUFFIX[activation]}`;
    names.set(record.name, name);
    return [
      { ...rewired, config: { ...record.config, activation: 'linear' } },
      { name, class_name: 'Activation', config: { activation }, inbound: [{ layer: record.name, output: 0 }] },
    ];
  });
  return {
    plan: {
      ...plan,
      records,
      targets: plan.targets.map((target) => ({ ...target, ref: moved(target.ref) })),
      maps: plan.maps.map((map) => ({ ...map, ref: moved(map.ref) })),
    },
    logits: plan.targets.map(({ ref }) => (names.has(ref.layer) ? ref : before(ref))),
  };
}
