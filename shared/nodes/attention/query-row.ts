import type { LayerRecord, TensorRef } from '../../graph/layer-record';
import type { ValueSpec } from '../../graph/spec';

const at = (layer: string): TensorRef => ({ layer, output: 0 });

/** A vector asks as a sequence of one place: Keras's attention layers want three axes. */
export function queryAsRow(
  id: string,
  query: ValueSpec,
  ref: TensorRef,
): { readonly records: readonly LayerRecord[]; readonly ref: TensorRef } {
  if (query.carries !== 'vector') return { records: [], ref };
  const name = `${id}_row`;
  const size = Number(query.shape.at(-1));
  return { records: [{ name, class_name: 'Reshape', config: { target_shape: [1, size] }, inbound: [ref] }], ref: at(name) };
}

/** …and its answer is a vector again. */
export function answerAsVector(
  id: string,
  query: ValueSpec,
  features: number,
): { readonly records: readonly LayerRecord[]; readonly ref: TensorRef } {
  if (query.carries !== 'vector') return { records: [], ref: at(id) };
  const name = `${id}_context`;
  return { records: [{ name, class_name: 'Reshape', config: { target_shape: [features] }, inbound: [at(id)] }], ref: at(name) };
}
