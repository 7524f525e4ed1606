import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../json';
import { NODES } from '../nodes/registry.gen';
import { type AnyNode, exampleSpecs } from './define-node';
import { hasKernel, weightRule, withKernelRules, withoutKernelRules } from './kernel-rules';
import type { LayerRecord } from './layer-record';
import { readParams } from './read-params';

const withWeights = Object.values(NODES).filter((definition) => definition.weights && !definition.adapt);
const RULES = ['kernel_l1', 'kernel_l2', 'kernel_max_norm'] as const;

/** The records of every example of a node type, with more parameters. */
function recordsOf(definition: AnyNode, more: JsonObject): readonly LayerRecord[] {
  return definition.examples.flatMap(({ params, inputs, facts }) => {
    const read = readParams(definition, { ...(params as JsonObject), ...more });
    if (!read.ok) throw new Error(read.problem.message);
    const refs = Object.fromEntries(
      Object.entries(inputs).map(([port, all]) => [port, all.map((_, i) => ({ layer: `${port}${i}`, output: 0 }))]),
    );
    return definition.layers({ id: 'node', params: read.params, specs: exampleSpecs(inputs), refs, facts: facts ?? null }).records;
  });
}

const node = (kind: string): AnyNode => {
  const found = NODES[kind];
  if (!found) throw new Error(`there is no ${kind}`);
  return found;
};

describe('what all nodes with weights have', () => {
  it.each(withWeights.map((definition) => [definition.kind, definition] as const))(
    '%s: a factor, said where it is not 1',
    (_kind, definition) => {
      expect(definition.params.learning_rate_factor).toMatchObject({ default: 1, advanced: true });
      const usual = recordsOf(definition, {});
      expect(recordsOf(definition, { trainable: true, learning_rate_factor: 1 })).toEqual(usual);
      // Of a saved model some layers are frozen by its own settings.
      const said = definition.saved
        ? /learning_rate_factor|_regularizer|_constraint/
        : /learning_rate_factor|_regularizer|_constraint|trainable/;
      expect(JSON.stringify(usual)).not.toMatch(said);
      for (const record of recordsOf(definition, { learning_rate_factor: 0.5 })) expect(record.learning_rate_factor).toBe(0.5);
    },
  );

  it('a factor of 0 is frozen', () => {
    expect(recordsOf(node('Dense'), { learning_rate_factor: 0 })).toEqual(recordsOf(node('Dense'), { trainable: false }));
    const read = readParams(node('Dense'), { units: 3, learning_rate_factor: 0 });
    if (!read.ok) throw new Error('the parameters are valid');
    const context = { id: 'dense', facts: null };
    const inputs = exampleSpecs({ input: [{ shape: ['batch', 4], carries: 'vector' }] });
    expect(
      node('Dense')
        .weights?.(inputs, read.params, context)
        .map(({ trainable }) => trainable),
    ).toEqual([false, false]);
    expect(node('Dense').summary(read.params, context)).toMatch(/, frozen$/);
  });

  it('its line says a rate of its own', () => {
    const read = readParams(node('Dense'), { units: 3, learning_rate_factor: 0.1 });
    if (!read.ok) throw new Error('the parameters are valid');
    expect(node('Dense').summary(read.params, { id: 'dense', facts: null })).toMatch(/, lr × 0\.1$/);
  });

  it.each([-1, Number.NaN, '1'])('a factor of %s is refused', (factor) => {
    expect(readParams(node('Dense'), { learning_rate_factor: factor } as JsonObject).ok).toBe(false);
  });
});

describe('rules for kernels', () => {
  const kinds = withWeights.filter((definition) => recordsOf(definition, {}).some(hasKernel));

  it('belong to nodes whose layers have one, and to no other', () => {
    expect(kinds.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['AdditiveAttention', 'Classification', 'Conv2D', 'Dense', 'Embedding', 'LSTM', 'MultiHeadAttention']),
    );
    for (const definition of withWeights) {
      for (const rule of RULES) {
        const expected = kinds.includes(definition) ? expect.objectContaining({ default: 0, advanced: true }) : undefined;
        expect(definition.params[rule], `${definition.kind} ${rule}`).toEqual(expected);
      }
    }
  });

  it.each(kinds.map((definition) => [definition.kind, definition] as const))(
    '%s: are said in Keras’s words, and can be taken out again',
    (_kind, definition) => {
      const usual = recordsOf(definition, {});
      const ruled = recordsOf(definition, { kernel_l1: 0.1, kernel_l2: 0.2, kernel_max_norm: 3 });
      for (const [i, record] of ruled.entries()) {
        if (!hasKernel(record)) {
          expect(record).toEqual(usual[i]);
          continue;
        }
        expect(JSON.stringify(record)).toMatch(/_regularizer":\{"class_name":"L1L2","config":\{"l1":0.1,"l2":0.2\}/);
        expect(JSON.stringify(record)).toMatch(/_constraint":\{"class_name":"MaxNorm","config":\{"max_value":3,"axis":/);
        expect({ ...record, config: withoutKernelRules(record) }).toEqual(usual[i]);
      }
    },
  );

  it('hold for kernels alone, along what comes into one unit', () => {
    const rules = { l1: 0.1, l2: 0, maxNorm: 2 };
    const ruleOf = (class_name: string, config: JsonObject, path: string) =>
      weightRule({ class_name, config: withKernelRules({ class_name, config }, rules) }, path);
    expect(ruleOf('Dense', {}, 'kernel')).toEqual({ l1: 0.1, l2: 0, maxNorm: { value: 2, axis: [0] } });
    expect(ruleOf('Dense', {}, 'bias')).toBeNull();
    expect(ruleOf('Conv2D', {}, 'kernel')?.maxNorm?.axis).toEqual([0, 1, 2]);
    expect(ruleOf('DepthwiseConv2D', {}, 'kernel')?.l1).toBe(0.1);
    expect(ruleOf('SeparableConv1D', {}, 'depthwise_kernel')?.l1).toBe(0.1);
    expect(ruleOf('SeparableConv1D', {}, 'pointwise_kernel')?.maxNorm?.axis).toEqual([0, 1]);
    expect(ruleOf('Conv3DTranspose', {}, 'kernel')?.maxNorm?.axis).toEqual([0, 1, 2, 4]);
    expect(ruleOf('Embedding', {}, 'embeddings')?.maxNorm?.axis).toEqual([1]);
    expect(ruleOf('MultiHeadAttention', {}, 'query/kernel')?.l1).toBe(0.1);
    expect(ruleOf('LSTM', {}, 'recurrent_kernel')).toBeNull();
    const both = { layer: { class_name: 'LSTM', config: { units: 2 } } };
    expect(ruleOf('Bidirectional', both, 'backward/kernel')?.maxNorm).toEqual({ value: 2, axis: [0] });
    expect(ruleOf('Bidirectional', both, 'backward/recurrent_kernel')).toBeNull();
    expect(weightRule({ class_name: 'Dense', config: { units: 2 } }, 'kernel')).toBeNull();
  });
});
