import type { JsonObject } from '../json';
import { type KernelRules, withKernelRules } from './kernel-rules';
import type { LayerRecord } from './layer-record';
import { bool, float, type ParamSchema, type ParamsOf, sameKindNode } from './params';
import { SHARES, sharedWith } from './shared-with';

type Params = ParamsOf<ParamSchema>;

/** On every node type with weights. `trainable` is Keras's name; Keras has no factors of the rate. */
export const WITH_WEIGHTS = {
  trainable: bool({ default: true, advanced: true, doc: 'Whether training changes its weights. Off: frozen.' }),
  learning_rate_factor: float({
    default: 1,
    min: 0,
    max: 1000,
    step: 0.1,
    advanced: true,
    doc: 'The learning rate of its weights is multiplied by this. 0: frozen.',
  }),
  [SHARES]: sameKindNode({
    advanced: true,
    doc: 'Uses the weights, and all that is set, of another node of its kind: one tower for two inputs.',
  }),
} satisfies ParamSchema;

/** On every node type with a kernel (or embeddings): Keras's `kernel_regularizer=L1L2(l1, l2)` and `kernel_constraint=MaxNorm(…)`. */
export const WITH_KERNEL = {
  kernel_l1: float({
    default: 0,
    min: 0,
    max: 1000,
    step: 0.0001,
    advanced: true,
    doc: 'Adds this × Σ|w| over its kernel to the loss: draws weights to 0. 0: off.',
  }),
  kernel_l2: float({
    default: 0,
    min: 0,
    max: 1000,
    step: 0.0001,
    advanced: true,
    doc: 'Adds this × Σw² over its kernel to the loss: keeps weights small. 0: off.',
  }),
  kernel_max_norm: float({
    default: 0,
    min: 0,
    max: 1_000_000,
    step: 0.5,
    advanced: true,
    doc: 'After each batch, what comes into a unit is shortened to at most this length (of an embedding: a word’s vector). 0: off.',
  }),
} satisfies ParamSchema;

const numberOf = (params: Params, name: string, otherwise: number): number => {
  const value = params[name];
  return typeof value === 'number' ? value : otherwise;
};

const factorOf = (params: Params): number => numberOf(params, 'learning_rate_factor', 1);

export const isFrozen = (params: Params): boolean => params.trainable === false || factorOf(params) === 0;

const kernelRulesOf = (params: Params): KernelRules => ({
  l1: numberOf(params, 'kernel_l1', 0),
  l2: numberOf(params, 'kernel_l2', 0),
  maxNorm: numberOf(params, 'kernel_max_norm', 0),
});

/** What a node's line says of them: `frozen`, `lr × 0.1`. */
export function commonWords(params: Params): string {
  const factor = factorOf(params);
  const other = sharedWith({ params: params as JsonObject });
  const pace = isFrozen(params) ? 'frozen' : factor === 1 ? '' : `lr × ${factor}`;
  return [other === null ? '' : `weights of ${other}`, pace].filter(Boolean).join(', ');
}

/** The record with what the parameters ask for. What is at its default is not said: records, exports and checkpoints stay as they are. */
export function withCommonParams(record: LayerRecord, params: Params): LayerRecord {
  const config = withKernelRules(record, kernelRulesOf(params));
  if (isFrozen(params)) return { ...record, config: { ...config, trainable: false } };
  const factor = factorOf(params);
  return { ...record, config, ...(factor === 1 ? {} : { learning_rate_factor: factor }) };
}

/** The records of a node that uses another's weights: each calls the layer of the same part of the other again. */
export function withSharedWeights(
  records: readonly LayerRecord[],
  id: string,
  params: Params,
  sibling: (id: string) => string,
): readonly LayerRecord[] {
  const other = sharedWith({ params: params as JsonObject });
  if (other === null) return records;
  return records.map((record) => {
    const { name } = record;
    if (name !== id && !name.startsWith(`${id}_`)) return record;
    // A layer that shares within a block: the other block's does so, too, with the same layer.
    const part = record.shares?.startsWith(`${id}_`) ? record.shares : name;
    return { ...record, shares: `${sibling(other)}${part.slice(id.length)}` };
  });
}

export const sharesWeights = (params: Params): boolean => sharedWith({ params: params as JsonObject }) !== null;
