import type { ModelPlan } from '../../shared/codegen/plan';
import type { LayerRecord, TensorRef } from '../../shared/graph/layer-record';

/** A plan whose last softmaxes are layers of their own, and what goes into them. */
export interface SplitPlan {
  readonly plan: ModelPlan;
  /** By target: the tensor before its softmax; null where it has none. */
  readonly logits: readonly (TensorRef | null)[];
}

/**
 * Takes the softmax out of the dense layers that give classes: losses are computed of what goes into it, as Keras does
 * in a graph. Weights keep their names; the numbers of the outputs stay what they were.
 */
export function splitSoftmax(plan: ModelPlan): SplitPlan {
  const heads = new Set(plan.targets.filter((target) => target.plan.kind === 'classes').map((target) => target.ref.layer));
  const names = new Map<string, string>();
  const moved = (ref: TensorRef): TensorRef => ({ layer: names.get(ref.layer) ?? ref.layer, output: ref.output });
  const records = plan.records.flatMap((record): LayerRecord[] => {
    const rewired = { ...record, inbound: record.inbound.map(moved) };
    const isHead = heads.has(record.name) && record.class_name === 'Dense' && record.config.activation === 'softmax';
    if (!isHead) return [rewired];
    // Ids of nodes have no capitals.
    const name = `${record.name}_Softmax`;
    names.set(record.name, name);
    return [
      { ...rewired, config: { ...record.config, activation: 'linear' } },
      { name, class_name: 'Activation', config: { activation: 'softmax' }, inbound: [{ layer: record.name, output: 0 }] },
    ];
  });
  return {
    plan: {
      ...plan,
      records,
      targets: plan.targets.map((target) => ({ ...target, ref: moved(target.ref) })),
      maps: plan.maps.map((map) => ({ ...map, ref: moved(map.ref) })),
    },
    logits: plan.targets.map(({ ref }) => (names.has(ref.layer) ? ref : null)),
  };
}
