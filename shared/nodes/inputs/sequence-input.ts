import { dataName } from '../../graph/data-name';
import { defineNode, type InferContext, refuse } from '../../graph/define-node';
import { choice, optionalInt } from '../../graph/params';
import { findInput } from '../data-part';
import { sourceName } from './source-name';

const ENDS = ['pre', 'post'] as const;

/** Ids taken where no data is chosen yet. */
const UNKNOWN_VOCABULARY = 1000;

interface Params {
  readonly source: string | null;
  readonly maxlen: number | null;
  readonly vocabulary: number | null;
}

const find = (p: Params, { id, facts }: InferContext) => findInput(facts, 'ids', p.source, { title: 'Sequence of ids', id });

/** Ids there are: as asked for, else as the data has them. */
function vocabularyOf(p: Params, context: InferContext): number {
  const found = find(p, context);
  return p.vocabulary ?? (found.ok ? found.facts?.vocabulary : null) ?? UNKNOWN_VOCABULARY;
}

/** Ids a sample: as asked for, else the one length that all samples of the data have; null: they differ. */
function lengthOf(p: Params, context: InferContext): number | null {
  const found = find(p, context);
  return p.maxlen ?? (found.ok ? (found.facts?.length ?? null) : null);
}

/** `ids`, or a name of its own for a second sequence, so that two lengths are never taken for one. */
function lengthName(id: string): string {
  return id.startsWith('sequence_input') ? id.replace('sequence_input', 'ids') : `${id}_ids`;
}

/** Keras `pad_sequences`, computed before the model: where whole numbers of the data enter it as they are. */
export const sequenceInput = defineNode({
  kind: 'SequenceInput',
  family: 'input',
  title: 'Sequence of ids',
  letter: 'I',
  keywords: ['numbers', 'items', 'tokens', 'events', 'pad_sequences', 'recommend'],
  doc: 'A sequence of whole numbers a sample: items that were bought, notes, words that are ids already. 0 stands for padding.',
  source: 'Keras pad_sequences',
  inputs: [],
  outputs: [{ name: 'ids', doc: 'One whole number a place' }],
  params: {
    source: dataName({ of: 'input', kind: 'ids', doc: 'Which sequences of the data, where it has several.' }),
    maxlen: optionalInt({
      default: null,
      nullable: 'as the data has it: the longest of the batch',
      max: 8192,
      doc: 'Ids a sample: longer sequences are cut, shorter ones padded.',
    }),
    padding: choice({
      options: ENDS,
      default: 'post',
      // Keras's default is `pre`, where the place of an id depends on the longest sequence of its batch.
      doc: 'Where zeros fill a shorter sequence: before it (pre) or behind it (post), where every id keeps its place whatever the batch.',
    }),
    truncating: choice({
      options: ENDS,
      default: 'pre',
      doc: 'Where a longer sequence is cut: at its start (pre), so that the newest ids stay, or at its end (post).',
    }),
    vocabulary: optionalInt({
      default: null,
      nullable: 'one more than the largest id of the data',
      min: 2,
      max: 10_000_000,
      doc: 'Number of different ids, 0 included. More than the data has leaves room for ids that come later.',
      advanced: true,
    }),
  },
  summary: (p, context) => {
    const length = lengthOf(p, context);
    const count = `${vocabularyOf(p, context).toLocaleString('en')} ids`;
    return `${sourceName(p.source)}${context.facts || p.vocabulary !== null ? count : 'ids of the data'}${length === null ? '' : `, ${length} a sample`}`;
  },
  infer: (_inputs, p, context) => {
    const found = find(p, context);
    if (!found.ok) return found.refusal;
    const there = found.facts?.vocabulary ?? null;
    if (p.vocabulary !== null && there !== null && p.vocabulary < there) {
      return refuse(`The data has ids up to ${there - 1}, and this node takes ${p.vocabulary} of them.`, {
        expected: `a vocabulary of at least ${there}`,
        received: String(p.vocabulary),
        fix: { type: 'set', title: 'Take the ids of the data', param: 'vocabulary', value: null },
      });
    }
    const shape = ['batch', lengthOf(p, context) ?? lengthName(context.id)] as const;
    const newestLast = p.padding === 'pre' && p.truncating === 'pre';
    const axis = { kind: 'tokens', input: context.id, ...(newestLast && { newestLast }) } as const;
    return { ok: true, outputs: { ids: { shape, dtype: 'int32', carries: 'ids', axis, vocabulary: vocabularyOf(p, context) } } };
  },
  feed: (p, context) => {
    const found = find(p, context);
    return {
      kind: 'ids',
      node: context.id,
      source: found.ok ? found.name : 'ids',
      vocabulary: vocabularyOf(p, context),
      maxlen: lengthOf(p, context),
      padding: p.padding,
      truncating: p.truncating,
    };
  },
  layers: ({ id, params: p, facts }) => ({
    records: [
      {
        name: id,
        class_name: 'InputLayer',
        config: { batch_shape: [null, lengthOf(p, { id, facts })], dtype: 'int32' },
        inbound: [],
      },
    ],
    outputs: { ids: { layer: id, output: 0 } },
  }),
  examples: [
    { name: 'any length', params: {}, inputs: {} },
    { name: 'fixed length', params: { maxlen: 6, vocabulary: 30 }, inputs: {} },
  ],
});
