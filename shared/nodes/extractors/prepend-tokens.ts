import { defineNode, refuse } from '../../graph/define-node';
import { inputOf, lastSize, refOf } from '../../graph/input-of';
import { bool, int } from '../../graph/params';
import { shifted } from '../../graph/size-name';
import { formatShape, type PositionAxis } from '../../graph/spec';
import { mendToSequence } from '../mends';

/** A grid's places keep their names behind the new ones; of words and columns the names would be off by one. */
function axisAfter(axis: PositionAxis | undefined, names: readonly string[]): PositionAxis | undefined {
  return axis?.kind === 'grid' ? { ...axis, leading: [...names, ...(axis.leading ?? [])] } : undefined;
}

/** Learned places before a sequence: where a Transformer gathers what it says of the whole. */
export const prependTokens = defineNode({
  kind: 'PrependTokens',
  family: 'extractor',
  title: 'Class token',
  letter: 'K',
  keywords: ['cls', 'register', 'vit', 'bert', 'token', 'prepend'],
  doc: 'Puts learned places before a sequence. Attention gathers in the class token what is known of the whole; registers give it room to keep notes.',
  formula: '[cls; r₁ … r_k; x₁ … x_n]',
  source: 'Dosovitskiy et al. 2020, arXiv:2010.11929; registers: Darcet et al. 2023, arXiv:2309.16588',
  inputs: [{ name: 'input', doc: 'A sequence', accepts: ['sequence'] }],
  outputs: [{ name: 'output', doc: 'The same sequence with the learned places before it' }],
  params: {
    class_token: bool({ default: true, doc: 'One place that stands for the whole: the first.' }),
    register_tokens: int({ default: 0, min: 0, max: 256, doc: 'Places that stand for nothing, behind the class token.' }),
  },
  summary: (p) =>
    [p.class_token ? 'class token' : '', p.register_tokens > 0 ? `${p.register_tokens} registers` : ''].filter(Boolean).join(', '),
  mend: mendToSequence,
  infer: (inputs, p) => {
    const x = inputOf(inputs, 'input');
    const features = lastSize(x);
    const count = (p.class_token ? 1 : 0) + p.register_tokens;
    if (features === null) {
      return refuse('The class token needs to know how many features a place has.', {
        port: 'input',
        expected: 'a known last size',
        received: formatShape(x.shape),
      });
    }
    if (count === 0) {
      return refuse('There is nothing to put before the sequence.', {
        expected: 'a class token or registers',
        received: 'neither',
        fix: { type: 'set', title: 'Use a class token', param: 'class_token', value: true },
      });
    }
    const [batch = 'batch', places = 0] = x.shape;
    const names = [...(p.class_token ? ['class'] : []), ...Array.from({ length: p.register_tokens }, (_, i) => `register ${i + 1}`)];
    return {
      ok: true,
      outputs: {
        output: {
          shape: [batch, shifted(places, count), features],
          dtype: 'float32',
          carries: 'sequence',
          axis: axisAfter(x.axis, names),
          masked: x.masked,
        },
      },
    };
  },
  weights: (inputs, p) => [
    { name: 'tokens', shape: [(p.class_token ? 1 : 0) + p.register_tokens, lastSize(inputOf(inputs, 'input')) ?? 0], trainable: true },
  ],
  layers: ({ id, params: p, refs }) => ({
    records: [
      {
        name: id,
        class_name: 'PrependTokens',
        config: { count: (p.class_token ? 1 : 0) + p.register_tokens },
        inbound: [refOf(refs, 'input')],
      },
    ],
    outputs: { output: { layer: id, output: 0 } },
  }),
  examples: [
    { name: 'class token', params: {}, inputs: { input: [{ shape: ['batch', 4, 3], carries: 'sequence' }] } },
    {
      name: 'with registers, padded',
      params: { register_tokens: 2 },
      inputs: { input: [{ shape: ['batch', 'words', 3], carries: 'sequence', masked: true }] },
    },
    {
      name: 'registers alone',
      params: { class_token: false, register_tokens: 2 },
      inputs: { input: [{ shape: ['batch', 2, 4], carries: 'sequence' }] },
    },
  ],
});
