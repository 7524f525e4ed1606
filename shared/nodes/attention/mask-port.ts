import { type Inference, type InputPort, type InputSpecs, refuse } from '../../graph/define-node';
import type { LayerRecord, TensorRef } from '../../graph/layer-record';
import { formatShape } from '../../graph/spec';
import { type AttentionSpecs, attentionRefs, keysOf, queriesOf } from './attention-inputs';

/** Keras's `attention_mask`: which query may look at which key. */
export const MASK_PORT: InputPort = {
  name: 'mask',
  doc: 'Where it is not 0 a query (rows, or one row for all) may look at a key (columns): an Attention mask, or the weights of another attention without heads',
  accepts: ['scores'],
  optional: true,
};

/** A mask that does not fit queries and keys; null: none is wired, or it fits. */
export function refuseMask(inputs: InputSpecs, { query, value }: AttentionSpecs): Inference | null {
  const mask = inputs.mask?.[0];
  if (!mask) return null;
  const [rows, columns] = [queriesOf(query), keysOf(value)];
  const [, found, under] = mask.shape;
  if (mask.shape.length === 3 && (found === rows || found === 1) && under === columns) return null;
  return refuse('The mask does not say for every query and key whether they may meet.', {
    port: 'mask',
    expected: `${rows}×${columns} or 1×${columns}`,
    received: formatShape(mask.shape),
    fix: { type: 'disconnect', title: 'Let all places meet', port: 'mask' },
  });
}

/** Query, value and what is wired besides, as Keras's `call` takes them. */
export function maskedInbound(refs: { readonly [port: string]: readonly TensorRef[] }): Pick<LayerRecord, 'inbound' | 'keywords'> {
  const { query, value, key } = attentionRefs(refs);
  const mask = refs.mask?.[0];
  const inbound = [query, value, ...(key ? [key] : []), ...(mask ? [mask] : [])];
  return mask ? { inbound, keywords: ['attention_mask'] } : { inbound };
}
