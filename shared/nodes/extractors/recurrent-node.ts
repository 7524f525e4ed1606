import {
  type Inference,
  type InputSpecs,
  type LowerContext,
  type Lowered,
  type NodeCost,
  refuse,
  type WeightSpec,
} from '../../graph/define-node';
import type { NodeId } from '../../graph/document';
import { inputOf, lastSize, refOf } from '../../graph/input-of';
import { bool, choice, float, int } from '../../graph/params';
import { formatShape } from '../../graph/spec';
import type { JsonObject } from '../../json';
import { product } from '../sizes';

/** What every recurrent node is set by. */
export const RECURRENT_PARAMS = {
  units: int({ default: 64, max: 16_384, doc: 'Size of the memory.' }),
  return_sequences: bool({ default: false, doc: 'Gives the state after every place, as attention needs it; else only the last.' }),
  bidirectional: bool({ default: false, doc: 'Reads the sequence from both ends.' }),
  merge_mode: choice({
    options: ['concat', 'sum', 'mul', 'ave'],
    default: 'concat',
    doc: 'How both directions are joined.',
    advanced: true,
  }),
  dropout: float({
    default: 0,
    min: 0,
    max: 0.99,
    step: 0.05,
    doc: 'Part of the input features dropped while training.',
    advanced: true,
  }),
};

export interface RecurrentParams {
  readonly units: number;
  readonly return_sequences: boolean;
  readonly bidirectional: boolean;
  readonly merge_mode: 'concat' | 'sum' | 'mul' | 'ave';
  readonly dropout: number;
}

export const recurrentSummary = (p: RecurrentParams): string =>
  `${p.units} units${p.bidirectional ? ', both ways' : ''}${p.return_sequences ? ', every place' : ''}`;

/** @param title of the node type, for its refusal */
export function inferRecurrent(title: string, inputs: InputSpecs, p: RecurrentParams, id: NodeId): Inference {
  const x = inputOf(inputs, 'input');
  if (lastSize(x) === null) {
    return refuse(`${title} needs to know how many features a place has.`, {
      port: 'input',
      expected: 'a known last size',
      received: formatShape(x.shape),
    });
  }
  const [batch = 'batch', places = 0] = x.shape;
  const width = p.bidirectional && p.merge_mode === 'concat' ? 2 * p.units : p.units;
  return {
    ok: true,
    outputs: {
      output: p.return_sequences
        ? { shape: [batch, places, width], dtype: 'float32', carries: 'sequence', axis: x.axis, masked: x.masked }
        : { shape: [batch, width], dtype: 'float32', carries: 'vector', everyPlace: { node: id, param: 'return_sequences' } },
    },
  };
}

/** @param cell the weights of one direction, given the features of a place */
export function recurrentWeights(
  inputs: InputSpecs,
  p: RecurrentParams,
  cell: (features: number) => readonly { readonly name: string; readonly shape: readonly number[] }[],
): readonly WeightSpec[] {
  const weights = cell(lastSize(inputOf(inputs, 'input')) ?? 0);
  const under = (prefix: string): WeightSpec[] => weights.map(({ name, shape }) => ({ name: `${prefix}${name}`, shape, trainable: true }));
  return p.bidirectional ? [...under('forward/'), ...under('backward/')] : under('');
}

/** @param gates products of the size of the memory at every place; @param held numbers kept of each unit at every place */
export function recurrentCost(inputs: InputSpecs, p: RecurrentParams, gates: number, held: number): NodeCost | null {
  const x = inputOf(inputs, 'input');
  const directions = p.bidirectional ? 2 : 1;
  const count = product([x.shape[1] ?? 0, (lastSize(x) ?? 0) + p.units, gates * p.units, directions]);
  const kept = product([x.shape[1] ?? 0, held * p.units, directions]);
  return count === null || kept === null ? null : { multiplications: count, scoresBytes: 0, growth: 'n', held: kept };
}

/** @param more Keras's keywords besides those that all recurrent layers have */
export function recurrentLayers(className: string, context: LowerContext<RecurrentParams>, more: JsonObject): Lowered {
  const { id, params: p, refs } = context;
  const config: JsonObject = { units: p.units, return_sequences: p.return_sequences, dropout: p.dropout, ...more };
  const inbound = [refOf(refs, 'input')];
  const record = p.bidirectional
    ? { name: id, class_name: 'Bidirectional', config: { layer: { class_name: className, config }, merge_mode: p.merge_mode }, inbound }
    : { name: id, class_name: className, config, inbound };
  return { records: [record], outputs: { output: { layer: id, output: 0 } } };
}
