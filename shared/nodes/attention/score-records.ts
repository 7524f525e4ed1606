import type { LayerRecord, TensorRef } from '../../graph/layer-record';

/** How a query and a key are compared. Keras's `Attention` knows the first and the last. */
export const SCORE_MODES = ['dot', 'cosine', 'euclidean', 'concat'] as const;

interface Scored {
  readonly id: string;
  readonly params: {
    readonly score_mode: (typeof SCORE_MODES)[number];
    readonly scaled: boolean;
    readonly temperature: number;
    readonly use_scale: boolean;
    readonly use_causal_mask: boolean;
    readonly dropout: number;
  };
  readonly query: TensorRef;
  readonly value: TensorRef;
  readonly key: TensorRef | null;
  /** Features of a query. */
  readonly size: number;
}

/** The attention layer `id` and what prepares its inputs: of Keras's own layers, but for distances. */
export function scoreRecords({ id, params: p, query, value, key, size }: Scored): LayerRecord[] {
  const at = (layer: string): TensorRef => ({ layer, output: 0 });
  const rescaled = (scale: number, from: TensorRef): LayerRecord => ({
    name: `${id}_scaled`,
    class_name: 'Rescaling',
    config: { scale, offset: 0 },
    inbound: [from],
  });
  const attention = (className: string, config: LayerRecord['config'], asked: TensorRef, found: TensorRef | null): LayerRecord => ({
    name: id,
    class_name: className,
    config: { use_scale: p.use_scale, dropout: p.dropout, ...config },
    inbound: found ? [asked, value, found] : [asked, value],
    call: { use_causal_mask: p.use_causal_mask },
  });
  switch (p.score_mode) {
    case 'dot':
      return p.scaled
        ? [rescaled(1 / Math.sqrt(size), query), attention('Attention', {}, at(`${id}_scaled`), key)]
        : [attention('Attention', {}, query, key)];
    case 'cosine': {
      const unit = (name: string, from: TensorRef): LayerRecord => ({ name, class_name: 'UnitNormalization', config: {}, inbound: [from] });
      return [
        unit(`${id}_unit_query`, query),
        rescaled(1 / p.temperature, at(`${id}_unit_query`)),
        unit(`${id}_unit_key`, key ?? value),
        attention('Attention', {}, at(`${id}_scaled`), at(`${id}_unit_key`)),
      ];
    }
    case 'euclidean':
      return [attention('EuclideanAttention', { factor: p.scaled ? 1 / Math.sqrt(size) : 1 }, query, key)];
    case 'concat':
      return [attention('Attention', { score_mode: 'concat' }, query, key)];
  }
}
