import type { LayerRecord, TensorRef } from '../graph/layer-record';
import type { Json, JsonObject } from '../json';
import type { Wiring } from '../layers/define-layer';
import { engineClassOf, layerOf, wiringOf } from '../layers/layer-of';
import { Masks, sameRef } from './masks';

/** Inputs without repetition – tfjs frees a tensor too early where one layer takes it twice – and each part's place in them. */
function slotsOf(
  record: LayerRecord,
  wiring: Exclude<Wiring, string>,
  masks: Masks,
): { readonly inbound: TensorRef[]; readonly slots: JsonObject } {
  const inbound: TensorRef[] = [];
  const slots: Record<string, Json> = {};
  const put = (part: string, ref: TensorRef | null | undefined): void => {
    if (!ref) return;
    const at = inbound.findIndex((other) => sameRef(other, ref));
    slots[part] = at < 0 ? inbound.push(ref) - 1 : at;
  };
  const parts = wiring.parts(record);
  const played = new Map<string, TensorRef>();
  for (const [i, part] of parts.entries()) {
    const ref = record.inbound[i];
    if (ref) played.set(part, ref);
  }
  for (const [part, other] of Object.entries(wiring.stands ?? {})) {
    const ref = played.get(other);
    if (!played.has(part) && ref) played.set(part, ref);
  }
  for (const [part, ref] of played) put(part, ref);
  // A part that another stands for has no mask of its own.
  for (const part of wiring.masks === 'all' ? parts : wiring.masks) {
    const ref = record.inbound[parts.indexOf(part)];
    put(`${part}_mask`, ref && masks.of(ref));
  }
  return { inbound, slots };
}

/** The layer that a wrapper repeats, as the engine has it. Recurrent ones are named as in Keras: their cells are the engine's own. */
function engineInside(record: LayerRecord): JsonObject {
  const { layer } = record.config;
  if (record.class_name !== 'TimeDistributed' || layer === null || typeof layer !== 'object' || !('class_name' in layer))
    return record.config;
  const inner: LayerRecord = { name: record.name, class_name: String(layer.class_name), config: layer.config as JsonObject, inbound: [] };
  const config = layerOf(inner.class_name).engine?.config?.(inner) ?? inner.config;
  return { ...record.config, layer: { class_name: engineClassOf(inner), config } };
}

function engineLayer(record: LayerRecord, masks: Masks): LayerRecord {
  const { name, inbound, shares } = record;
  const own = layerOf(record.class_name).engine?.config?.(record) ?? engineInside(record);
  const base = { name, class_name: engineClassOf(record), ...(shares === undefined ? {} : { shares }) };
  const config = { ...own, ...record.call };
  const wiring = wiringOf(record);
  if (wiring === 'plain') return { ...base, config, inbound };
  if (wiring === 'mask') {
    const [first] = inbound;
    const mask = first && masks.of(first);
    return { ...base, config: { ...config, masked: Boolean(mask) }, inbound: mask ? [...inbound, mask] : inbound };
  }
  const wired = slotsOf(record, wiring, masks);
  return { ...base, config: { ...config, slots: wired.slots }, inbound: wired.inbound };
}

/** A layer that takes one tensor twice gets a copy of it: tfjs frees a tensor too early otherwise. */
function withCopies(record: LayerRecord, records: LayerRecord[]): LayerRecord {
  const seen: TensorRef[] = [];
  const inbound = record.inbound.map((ref) => {
    if (!seen.some((other) => sameRef(other, ref))) {
      seen.push(ref);
      return ref;
    }
    const copy = {
      name: `${record.name}_Copy${seen.push(ref)}`,
      class_name: 'Activation',
      config: { activation: 'linear' },
      inbound: [ref],
    };
    records.push(copy);
    return { layer: copy.name, output: 0 };
  });
  return { ...record, inbound };
}

/** The records as the engine builds them: our layers in place of tfjs's, masks as tensors. */
export function engineRecords(records: readonly LayerRecord[]): readonly LayerRecord[] {
  const built: LayerRecord[] = [];
  const masks = new Masks(built);
  for (const record of records) {
    built.push(withCopies(engineLayer(record, masks), built));
    masks.follow(record);
  }
  return built;
}
