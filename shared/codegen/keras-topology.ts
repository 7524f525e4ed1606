import type { LayerRecord, TensorRef } from '../graph/layer-record';
import type { Json, JsonObject } from '../json';
import type { ModelPlan } from './plan';

/** Keras layers that tfjs has otherwise than Keras: ours stand in for them, under a name of their own. */
const OURS: { readonly [className: string]: string } = {
  Bidirectional: 'StudioBidirectional',
  Dropout: 'StudioDropout',
  GlobalAveragePooling1D: 'StudioGlobalAveragePooling1D',
  LSTM: 'StudioLSTM',
  LayerNormalization: 'StudioLayerNormalization',
};

/** Layers that hand on the mask of their (first) input. What is not named here drops it, as in Keras. */
const PASS_MASK = new Set([
  'Activation',
  'AdditiveAttention',
  'Attention',
  'Dense',
  'Dropout',
  'LayerNormalization',
  'MultiHeadAttention',
  'Rescaling',
]);

/** Layers whose inputs have parts to play: query, value, key. */
const ATTENDS = new Set(['AdditiveAttention', 'Attention', 'MultiHeadAttention']);

const same = (a: TensorRef, b: TensorRef): boolean => a.layer === b.layer && a.output === b.output;
const keyOf = (ref: TensorRef): string => `${ref.layer}:${ref.output}`;

function returnsSequences(record: LayerRecord): boolean {
  const inner = record.class_name === 'Bidirectional' ? record.config.layer : record;
  const config = inner && typeof inner === 'object' && 'config' in inner ? inner.config : null;
  return config !== null && typeof config === 'object' && 'return_sequences' in config && config.return_sequences === true;
}

/** The mask of each tensor, as the tensor that holds it: 1 at real places, 0 at padding. */
class Masks {
  readonly #masks = new Map<string, TensorRef>();
  readonly #records: LayerRecord[];

  constructor(records: LayerRecord[]) {
    this.#records = records;
  }

  of(ref: TensorRef): TensorRef | null {
    return this.#masks.get(keyOf(ref)) ?? null;
  }

  /** Notes what mask the outputs of `record` carry; may add a record that computes it. */
  follow(record: LayerRecord): void {
    const mask = this.#after(record);
    if (mask) this.#masks.set(keyOf({ layer: record.name, output: 0 }), mask);
  }

  #after(record: LayerRecord): TensorRef | null {
    const [first] = record.inbound;
    if (!first) return null;
    if (record.class_name === 'Embedding') {
      return record.config.mask_zero === true ? this.#add(`${record.name}_mask`, 'PaddingMask', [first]) : null;
    }
    if (record.class_name === 'Add' || record.class_name === 'Multiply') {
      const masks: TensorRef[] = [];
      for (const ref of record.inbound) {
        const mask = this.of(ref);
        // One input without padding: every place counts.
        if (!mask) return null;
        if (!masks.some((m) => same(m, mask))) masks.push(mask);
      }
      const [only] = masks;
      return masks.length === 1 && only ? only : this.#add(`${record.name}_mask`, 'Maximum', masks);
    }
    if (record.class_name === 'LSTM' || record.class_name === 'Bidirectional') return returnsSequences(record) ? this.of(first) : null;
    return PASS_MASK.has(record.class_name) ? this.of(first) : null;
  }

  #add(name: string, className: string, inbound: readonly TensorRef[]): TensorRef {
    this.#records.push({ name, class_name: className, config: {}, inbound });
    return { layer: name, output: 0 };
  }
}

/** Inputs without repetition – tfjs frees a tensor too early where one layer takes it twice – and each part's place in them. */
function attentionInputs(record: LayerRecord, masks: Masks): { readonly inbound: TensorRef[]; readonly slots: JsonObject } {
  const inbound: TensorRef[] = [];
  const slots: Record<string, Json> = {};
  const put = (part: string, ref: TensorRef | null | undefined): void => {
    if (!ref) return;
    const at = inbound.findIndex((other) => same(other, ref));
    slots[part] = at < 0 ? inbound.push(ref) - 1 : at;
  };
  const [query, value, key] = record.inbound;
  put('query', query);
  put('value', value);
  put('key', key ?? value);
  put('query_mask', query && masks.of(query));
  put('value_mask', value && masks.of(value));
  // Keras's dot and additive attention ignore the mask of a separate key.
  if (record.class_name === 'MultiHeadAttention') put('key_mask', key && masks.of(key));
  return { inbound, slots };
}

function isDilated(config: JsonObject): boolean {
  const rate = config.dilation_rate;
  return Array.isArray(rate) && rate.some((step) => step !== 1);
}

function engineLayer(record: LayerRecord, masks: Masks): LayerRecord {
  const { name, config, inbound } = record;
  const className = OURS[record.class_name] ?? record.class_name;
  if (ATTENDS.has(record.class_name)) {
    const wired = attentionInputs(record, masks);
    return { name, class_name: className, config: { ...config, ...record.call, slots: wired.slots }, inbound: wired.inbound };
  }
  switch (record.class_name) {
    case 'InputLayer': {
      const { batch_shape: shape, ...rest } = config;
      return { name, class_name: className, config: { ...rest, batch_input_shape: shape ?? null }, inbound };
    }
    // The mask travels as a tensor of its own: tfjs hands on only the first input's, and to layers that it is not for.
    case 'Embedding':
      return { name, class_name: className, config: { ...config, mask_zero: false }, inbound };
    // tfjs's has no gradient with a dilation.
    case 'Conv2D':
      return { name, class_name: isDilated(config) ? 'StudioDilatedConv2D' : className, config, inbound };
    case 'LSTM':
    case 'Bidirectional':
    case 'GlobalAveragePooling1D': {
      const [first] = inbound;
      const mask = first && masks.of(first);
      return { name, class_name: className, config: { ...config, masked: Boolean(mask) }, inbound: mask ? [...inbound, mask] : inbound };
    }
    default:
      return { name, class_name: className, config: { ...config, ...record.call }, inbound };
  }
}

const tensorAt = (ref: TensorRef): Json => [ref.layer, 0, ref.output];

/** The records as the engine builds them: our layers in place of tfjs's, masks as tensors. */
export function engineRecords(records: readonly LayerRecord[]): readonly LayerRecord[] {
  const built: LayerRecord[] = [];
  const masks = new Masks(built);
  for (const record of records) {
    built.push(engineLayer(record, masks));
    masks.follow(record);
  }
  return built;
}

/**
 * The functional model as tfjs reads it (`model.json`'s `modelTopology`): Keras 2's form with our layers.
 *
 * @param outputs the tensors that the model gives, in their order
 */
export function kerasTopology(plan: ModelPlan, outputs: readonly TensorRef[]): JsonObject {
  const layers = engineRecords(plan.records).map(
    (record): JsonObject => ({
      name: record.name,
      class_name: record.class_name,
      config: { ...record.config, name: record.name },
      inbound_nodes: record.inbound.length === 0 ? [] : [record.inbound.map((ref): Json => [ref.layer, 0, ref.output, {}])],
    }),
  );
  return {
    class_name: 'Functional',
    config: {
      name: 'model',
      layers,
      input_layers: plan.feeds.map((feed): Json => [feed.node, 0, 0]),
      output_layers: outputs.map(tensorAt),
    },
  };
}
