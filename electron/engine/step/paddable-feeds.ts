import type { ModelPlan } from '../../../shared/codegen/plan';
import type { LayerRecord, TensorRef } from '../../../shared/graph/layer-record';
import { layerOf, paddingOf } from '../../../shared/layers/layer-of';

const keyOf = ({ layer, output }: TensorRef): string => `${layer}:${output}`;

/** What a layer makes of padded places: still there, masked; left out; or looked at, so that padding would show. */
function after(record: LayerRecord, isMasked: (ref: TensorRef) => boolean): 'masked' | 'left out' | 'seen' {
  const padding = paddingOf(record);
  switch (padding) {
    case 'masked':
    case 'left out':
    case 'seen':
      return padding;
    case 'passed':
      return 'seen';
    case 'concatenated':
      // What comes behind padding would stand at another place.
      return 'seen';
    case 'query': {
      const [query, ...others] = record.inbound;
      // What the padded ones are laid beside would be too short.
      if (others.some(isMasked) && !others.every(isMasked)) return 'seen';
      return query && isMasked(query) ? 'masked' : 'left out';
    }
    case 'joined':
      // Keras drops the mask where one of them has none.
      return record.inbound.every(isMasked) ? 'masked' : 'seen';
  }
}

/** Whether padding the ids of `node` changes no number that the model gives. */
function isPaddable(plan: ModelPlan, node: string): boolean {
  const masked = new Set<string>();
  const isMasked = (ref: TensorRef): boolean => masked.has(keyOf(ref));
  for (const record of plan.records) {
    if (record.inbound.some((ref) => ref.layer === node)) {
      if (!layerOf(record.class_name).makesMask?.(record)) return false;
      masked.add(keyOf({ layer: record.name, output: 0 }));
      continue;
    }
    if (!record.inbound.some(isMasked)) continue;
    const found = after(record, isMasked);
    if (found === 'seen') return false;
    if (found === 'masked') masked.add(keyOf({ layer: record.name, output: 0 }));
  }
  // An output with places would be judged at the padded ones too; tags of the same words are padded with them.
  return !plan.targets.some(({ plan: target, ref }) => isMasked(ref) && !(target.kind === 'tags' && target.feed === node));
}

/** Inputs whose samples have any length: their records leave a side open. */
export function openFeeds(plan: ModelPlan): string[] {
  const open = new Set(
    plan.records
      .filter(({ config }) => Array.isArray(config.batch_shape) && config.batch_shape.slice(1).includes(null))
      .map(({ name }) => name),
  );
  return plan.feeds.filter((feed) => open.has(feed.node)).map((feed) => feed.node);
}

/** Inputs of any length whose padding the model leaves out of everything; and outputs whose targets are padded with them. */
export function paddableFeeds(plan: ModelPlan): ReadonlySet<string> {
  const feeds = new Set(openFeeds(plan).filter((node) => isPaddable(plan, node)));
  const tags = plan.targets.flatMap(({ plan: target }) => (target.kind === 'tags' && feeds.has(target.feed) ? [target.node] : []));
  return new Set([...feeds, ...tags]);
}
