import type { CompiledModel } from './compile';
import { generalProgram } from './graph/generalise';
import type { GraphHost } from './graph/native-binding';
import { type Program, recordProgram, type Variable } from './graph/program';
import { DT } from './graph/proto';
import { NotGeneral } from './graph/size-table';
import { type OpenInput, type Openness, takeShapes } from './graph/take-sizes';
import type { NamedWeight } from './named-weights';
import { applyModel } from './step/feeds';
import { bindWeights } from './step/traced';

/** A model's prediction as a graph. */
export interface Prediction {
  /** Fed in the order of the model's inputs, under their names; open sides are −1. */
  readonly program: Program;
  readonly open: Openness;
  /** Why not every side is open; null: all are. */
  readonly reason: string | null;
}

/** From the most open to the least. */
const CHOICES: readonly Openness[] = [
  { batch: true, lengths: 'each' },
  { batch: true, lengths: 'shared' },
  { batch: true, lengths: 'none' },
  { batch: false, lengths: 'none' },
];

/** Places of the blocks that a layer cuts sequences into; 0: it cuts none. */
const blockSizeOf = (layer: object): number => ('blockSize' in layer && typeof layer.blockSize === 'number' ? layer.blockSize : 0);

/**
 * Records what the model computes in inference mode, for any number of samples, and, where it takes sequences of any
 * length, for any length. What cannot stay open is closed, choice by choice; throws what the last of them met.
 *
 * @param examples by input: a shape that it is known to work with
 */
export function recordPrediction(
  host: GraphHost,
  { model, weights }: Pick<CompiledModel, 'model' | 'weights'>,
  examples: ReadonlyMap<string, readonly number[]>,
  choices: readonly Openness[] = CHOICES,
): Prediction {
  const variables = new Map<NamedWeight, Variable>(
    weights.map((weight) => [weight, { name: weight.name, dtype: DT.float, shape: weight.variable.shape }]),
  );
  const inputs = model.inputs.map((input, i): OpenInput & { readonly dtype: number } => {
    const name = model.inputNames[i] ?? '';
    const example = examples.get(name) ?? input.shape.map((side) => side ?? 1);
    return { name, dtype: input.dtype === 'int32' ? DT.int32 : DT.float, shape: input.shape, example };
  });
  const record = (shapes: readonly (readonly number[])[]): Program =>
    recordProgram(host, {
      name: 'predict',
      xla: false,
      feeds: inputs.map(({ name, dtype }, i) => ({ name, dtype, shape: shapes[i] ?? [] })),
      variables: [...variables.values()],
      body: (recording) => {
        bindWeights(recording, weights, variables);
        return applyModel(
          model,
          inputs.map(({ name }) => recording.feed(name)),
          false,
        );
      },
    });
  const block = Math.max(0, ...model.layers.map(blockSizeOf));
  let reason: string | null = null;
  for (const open of choices) {
    try {
      return { program: generalProgram(takeShapes(inputs, open, block).map(record)), open, reason: reason };
    } catch (error) {
      // The least open choice has a single take, from which nothing has to follow.
      if (open === choices.at(-1) || !(error instanceof Error)) throw error;
      reason = error instanceof NotGeneral ? error.message : `it refuses inputs of other sizes: ${error.message}`;
    }
  }
  throw new Error('no choice was tried');
}
