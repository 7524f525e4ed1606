import type { AttentionMap, OutputPort } from '../../graph/define-node';
import type { TensorRef } from '../../graph/layer-record';
import type { ValueSpec } from '../../graph/spec';
import { product } from '../sizes';
import type { RecordList } from './record-list';

export const GATE_PORT: OutputPort = {
  name: 'gate',
  doc: 'The gate, from 0 to 1: a row for each of its numbers, a column for each place; of a vector its numbers side by side',
  optional: true,
};

export const GATE_MAP: AttentionMap = { type: 'gate', output: 'gate', query: null, key: null };

/** What the gate of `x` carries, with so many numbers a place. */
export function gateSpec(x: ValueSpec, units: number): ValueSpec {
  const [batch = 'batch', ...rest] = x.shape;
  const places = rest.slice(0, -1);
  if (places.length === 0) return { shape: [batch, units], dtype: 'float32', carries: 'scores' };
  const count = product(places) ?? places.join('·');
  return { shape: [batch, units, count], dtype: 'float32', carries: 'scores', axis: x.axis };
}

/** The gate [batch, …places, units] laid out as a map: units are rows. */
export function gateLayers(list: RecordList, x: ValueSpec, units: number, gate: TensorRef): TensorRef {
  const places = x.shape.slice(1, -1);
  if (places.length === 0) return gate;
  const row = places.length === 1 ? gate : list.add('gate_places', 'Reshape', { target_shape: [product(places) ?? -1, units] }, gate);
  return list.add('gate_map', 'Permute', { dims: [2, 1] }, row);
}
