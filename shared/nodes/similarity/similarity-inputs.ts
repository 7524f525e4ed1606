import {
  type AttentionMap,
  type Inference,
  type InputPort,
  type InputSpecs,
  type NodeFix,
  type OutputPort,
  refuse,
} from '../../graph/define-node';
import { inputOf, lastSize, refOf } from '../../graph/input-of';
import type { TensorRef } from '../../graph/layer-record';
import { type Dim, formatShape, type ValueSpec } from '../../graph/spec';
import { queryAsRow } from '../attention/query-row';
import { RecordList } from '../fusion/record-list';
import { mendToSequence } from '../mends';

/** The ports of every similarity. Without a wire at `key`, the places of the query are compared with each other. */
export const SIMILARITY_INPUTS: readonly InputPort[] = [
  { name: 'query', doc: 'What is compared: a vector, or each place of a sequence', accepts: ['sequence', 'vector'] },
  {
    name: 'key',
    doc: 'What it is compared with; without a wire, each place of the query with every other',
    accepts: ['sequence', 'vector'],
    optional: true,
  },
];

export const SIMILARITY_OUTPUTS: readonly OutputPort[] = [
  { name: 'output', doc: 'Of two vectors a number; of sequences scores, whose rows are queries and whose columns are keys' },
];

/** Scores before any softmax: a map of its own, whose rows do not sum to 1. */
export const SIMILARITY_MAP: AttentionMap = { type: 'gate', output: 'output', query: 'query', key: 'key' };

interface Compared {
  readonly query: ValueSpec;
  readonly key: ValueSpec;
  /** Of two vectors a number comes out. */
  readonly single: boolean;
}

export function comparedOf(inputs: InputSpecs): Compared {
  const query = inputOf(inputs, 'query');
  const key = inputs.key?.[0] ?? query;
  return { query, key, single: key.carries === 'vector' };
}

/** Queries and keys of one sample: how many there are. */
export function pairsOf({ query, key }: Compared): readonly [Dim, Dim] {
  const count = (spec: ValueSpec): Dim => (spec.carries === 'vector' ? 1 : (spec.shape[1] ?? 0));
  return [count(query), count(key)];
}

/** What comes out, or why nothing can be compared; `sameSize`: both need as many features. */
export function similarityOutputs(inputs: InputSpecs, title: string, sameSize: boolean): Inference {
  const compared = comparedOf(inputs);
  const { query, key, single } = compared;
  for (const [port, spec] of [
    ['query', query],
    ['key', key],
  ] as const) {
    if (lastSize(spec) !== null) continue;
    return refuse(`${title} needs to know how many features are compared.`, {
      port,
      expected: 'a known last size',
      received: formatShape(spec.shape),
    });
  }
  if (single && inputs.key === undefined) {
    return refuse(`A single vector has no places to compare with each other: ${title} needs a wire at “key”.`, {
      port: 'key',
      expected: 'a vector or a sequence',
      received: 'nothing',
      fix: mendToSequence(query, 'query'),
    });
  }
  if (single && query.carries !== 'vector') {
    return refuse('The places of a sequence are compared with those of another: its key is a single vector.', {
      port: 'key',
      expected: 'a sequence, or vectors at both ports',
      received: 'a vector',
      fix: mendToSequence(key, 'key'),
    });
  }
  const [asked, found] = [lastSize(query), lastSize(key)];
  if (sameSize && asked !== found && found !== null) {
    const fix: NodeFix = {
      type: 'insert',
      title: `Insert Dense with ${found} units`,
      port: 'query',
      kind: 'Dense',
      params: { units: found },
      input: 'input',
      output: 'output',
    };
    return refuse('Query and key have different numbers of features, so they cannot be compared.', {
      port: 'query',
      expected: `${found} features`,
      received: `${asked} features`,
      fix,
    });
  }
  const [batch = 'batch'] = query.shape;
  const output: ValueSpec = single
    ? { shape: [batch, 1], dtype: 'float32', carries: 'vector' }
    : {
        shape: [batch, ...pairsOf(compared)],
        dtype: 'float32',
        carries: 'scores',
        axis: query.carries === 'vector' ? undefined : query.axis,
      };
  return { ok: true, outputs: { output } };
}

/** `n²` for a sequence compared with itself, `n` where either side is fixed. */
export function similarityGrowth({ query, key, single }: Compared): string | null {
  if (single) return null;
  return query.carries === 'vector' ? 'n' : query === key || query.shape[1] === key.shape[1] ? 'n²' : 'n · m';
}

/** Both tensors, ready to be compared: a vector that asks a sequence is a row. */
export function comparedTensors(
  id: string,
  specs: InputSpecs,
  refs: { readonly [port: string]: readonly TensorRef[] },
): { readonly list: RecordList; readonly query: TensorRef; readonly key: TensorRef } {
  const { query, single } = comparedOf(specs);
  const list = new RecordList(id);
  const row = single ? { records: [], ref: refOf(refs, 'query') } : queryAsRow(id, query, refOf(refs, 'query'));
  list.records.push(...row.records);
  return { list, query: row.ref, key: refs.key?.[0] ?? refOf(refs, 'query') };
}

/**
 * Ends a similarity: where keys are padded, their scores become so low that a softmax gives them no weight.
 *
 * @param compare adds the records that compare, the last of them under this name
 */
export function withoutPadding(specs: InputSpecs, list: RecordList, key: TensorRef, compare: (part: string) => TensorRef): TensorRef {
  const { key: spec, single } = comparedOf(specs);
  return single || !spec.masked ? compare('') : list.add('', 'MaskedScores', {}, compare('compared'), key);
}
