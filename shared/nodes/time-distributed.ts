import type { AnyNode, InputSpecs, NodeDefinition } from '../graph/define-node';
import { inputOf, refOf } from '../graph/input-of';
import type { ParamSchema } from '../graph/params';
import type { ValueSpec } from '../graph/spec';
import { mendToVolume } from './mends';
import { product } from './sizes';

type Shared = 'family' | 'inputs' | 'outputs' | 'params' | 'summary' | 'mend' | 'infer' | 'weights' | 'cost' | 'layers';

/** One moment of a film: what the layer inside is given. */
function moment(x: ValueSpec): ValueSpec {
  const [batch = 'batch', , ...rest] = x.shape;
  return { shape: [batch, ...rest], dtype: x.dtype, carries: 'features' };
}

const inside = (inputs: InputSpecs): InputSpecs => ({ input: [moment(inputOf(inputs, 'input'))] });

/** Keras's `TimeDistributed` around a node type of pictures: the same layer, with the same weights, at every moment of a film. */
export function timeDistributed(inner: AnyNode): Pick<NodeDefinition<ParamSchema>, Shared> {
  const { weights, cost } = inner;
  return {
    family: 'extractor',
    inputs: [{ name: 'input', doc: 'A film: time × height × width × channels', accepts: ['volume'] }],
    outputs: [{ name: 'output', doc: 'What the layer gives at every moment' }],
    params: inner.params,
    summary: (p, context) => [inner.summary(p, context), 'at every moment'].filter(Boolean).join(', '),
    mend: mendToVolume,
    infer: (inputs, p, context) => {
      const x = inputOf(inputs, 'input');
      const found = inner.infer(inside(inputs), p, context);
      const given = found.ok ? found.outputs.output : undefined;
      if (!found.ok || !given) return found;
      const [batch = 'batch', time = 0] = x.shape;
      const carries = given.shape.length === 4 ? 'volume' : 'sequence';
      return { ...found, outputs: { output: { shape: [batch, time, ...given.shape.slice(1)], dtype: 'float32', carries } } };
    },
    ...(weights ? { weights: (inputs, p, context) => weights(inside(inputs), p, context) } : {}),
    cost: (inputs, p) => {
      const one = cost?.(inside(inputs), p);
      const moments = product([inputOf(inputs, 'input').shape[1] ?? 0]);
      if (!one || moments === null) return null;
      return { ...one, multiplications: one.multiplications * moments, ...(one.held === undefined ? {} : { held: one.held * moments }) };
    },
    layers: (context) => {
      const { records } = inner.layers({ ...context, specs: inside(context.specs) });
      const [record] = records;
      if (!record || records.length > 1) throw new Error(`${inner.kind} is no single layer`);
      const layer = { class_name: record.class_name, config: record.config };
      return {
        records: [{ name: context.id, class_name: 'TimeDistributed', config: { layer }, inbound: [refOf(context.refs, 'input')] }],
        outputs: { output: { layer: context.id, output: 0 } },
      };
    },
  };
}
