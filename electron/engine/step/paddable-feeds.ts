import type { ModelPlan } from '../../../shared/codegen/plan';
import type { LayerRecord, TensorRef } from '../../../shared/graph/layer-record';

/** Layers that compute place by place and hand the mask on. */
const PASS = new Set(['Activation', 'Dense', 'Dropout', 'LayerNormalization', 'Rescaling']);
/** Layers whose result has the places of their query; what padding the others have they leave out. */
const ATTEND = new Set(['AdditiveAttention', 'Attention', 'MultiHeadAttention']);

const keyOf = ({ layer, output }: TensorRef): string => `${layer}:${output}`;

function returnsSequences({ class_name, config }: LayerRecord): boolean {
  const inner = class_name === 'Bidirectional' ? config.layer : { config };
  const of = inner !== null && typeof inner === 'object' && 'config' in inner ? inner.config : null;
  return of !== null && typeof of === 'object' && 'return_sequences' in of && of.return_sequences === true;
}

/** What a layer makes of padded places: still there, masked; left out; or looked at, so that padding would show. */
function after(record: LayerRecord, isMasked: (ref: TensorRef) => boolean): 'masked' | 'left out' | 'seen' {
  if (PASS.has(record.class_name)) return 'masked';
  if (ATTEND.has(record.class_name)) {
    const [query] = record.inbound;
    return query && isMasked(query) ? 'masked' : 'left out';
  }
  switch (record.class_name) {
    case 'LSTM':
    case 'Bidirectional':
      return returnsSequences(record) ? 'masked' : 'left out';
    case 'GlobalAveragePooling1D':
      return 'left out';
    case 'Add':
    case 'Multiply':
      // Keras drops the mask where one of them has none.
      return record.inbound.every(isMasked) ? 'masked' : 'seen';
    default:
      return 'seen';
  }
}

/** Whether padding the ids of `node` changes no number that the model gives. */
function isPaddable(plan: ModelPlan, node: string): boolean {
  const masked = new Set<string>();
  const isMasked = (ref: TensorRef): boolean => masked.has(keyOf(ref));
  for (const record of plan.records) {
    if (record.inbound.some((ref) => ref.layer === node)) {
      if (record.class_name !== 'Embedding' || record.config.mask_zero !== true) return false;
      masked.add(keyOf({ layer: record.name, output: 0 }));
      continue;
    }
    if (!record.inbound.some(isMasked)) continue;
    const found = after(record, isMasked);
    if (found === 'seen') return false;
    if (found === 'masked') masked.add(keyOf({ layer: record.name, output: 0 }));
  }
  // An output with places would be judged at the padded ones too.
  return !plan.targets.some(({ ref }) => isMasked(ref));
}

/** Inputs of any length whose padding the model leaves out of everything. */
export function paddableFeeds(plan: ModelPlan): ReadonlySet<string> {
  const open = plan.feeds.filter((feed) => feed.kind === 'text' && feed.output_sequence_length === null).map((feed) => feed.node);
  return new Set(open.filter((node) => isPaddable(plan, node)));
}
