import type * as tf from '@tensorflow/tfjs';
import { attr } from '../graph/attrs';
import type { Recording, Variable } from '../graph/program';
import { DT } from '../graph/proto';
import type { Ref } from '../graph/scope';
import type { InPlaceInput, Optimizer } from '../optimizers/optimizer';

/** One trained weight with its gradient and what the optimizer remembers of it. */
export interface Trained {
  readonly weight: Variable;
  readonly slots: readonly Variable[];
  readonly gradient: tf.Tensor;
}

export interface UpdateOptions {
  readonly optimizer: Optimizer;
  /** In the order of `optimizer.scalars`. */
  readonly scalars: readonly tf.Scalar[];
  /** Finite exactly when the step may be taken. */
  readonly witness: tf.Scalar;
  /**
   * How a step that must not be taken is held back. `assert`: the run fails before anything changes. `select`: every
   * variable gets the value that it has; the only way under XLA, which leaves assertions out.
   */
  readonly guard: 'assert' | 'select';
}

const L2 = (recording: Recording, ref: Ref): Ref => {
  const [half] = recording.recorder.scope.emit('L2Loss', [ref], { T: attr.type(DT.float) }, [{ dtype: DT.float, shape: [] }]);
  if (!half) throw new Error('L2Loss gave nothing');
  return half;
};

/** Σ t² over tensors, one pass over each. */
export function sumOfSquares(recording: Recording, refs: readonly Ref[]): tf.Scalar {
  const { recorder } = recording;
  const halves = refs.map((ref) => L2(recording, ref));
  const [sum] = recorder.scope.emit('AddN', halves, { N: attr.int(halves.length), T: attr.type(DT.float) }, [
    { dtype: DT.float, shape: [] },
  ]);
  if (!sum) throw new Error('AddN gave nothing');
  return recorder.tensorFor(sum).mul(2) as tf.Scalar;
}

function assertFinite(recording: Recording, witness: tf.Scalar): string {
  const { recorder } = recording;
  const finite = recorder.refOf(witness.isFinite());
  return recording.act('Assert', [finite, recorder.refOf(witness)], { T: attr.types([DT.float]), summarize: attr.int(1) });
}

function updateInPlace(recording: Recording, { optimizer, scalars }: UpdateOptions, trained: readonly Trained[], after: string): void {
  const { recorder } = recording;
  const { inPlace } = optimizer;
  if (!inPlace) return;
  const float = attr.type(DT.float);
  for (const { weight, slots, gradient } of trained) {
    const handle = recording.handle(weight);
    let before = after;
    if (inPlace.decay) {
      const scalar = scalars[inPlace.decay.scalar];
      if (!scalar) throw new Error('the optimizer lost its rate');
      const lost = recorder.tensorFor(recording.read(weight)).mul(inPlace.decay.factor).mul(scalar);
      before = recording.act('AssignSubVariableOp', [handle, recorder.refOf(lost)], { dtype: float }, [after]);
    }
    const inputOf = (input: InPlaceInput): Ref => {
      if (input === 'gradient') return recorder.refOf(gradient);
      if ('constant' in input) return recorder.constant(DT.float, [], Float32Array.of(input.constant));
      if ('slot' in input) {
        const slot = slots[input.slot];
        if (!slot) throw new Error('the optimizer lost a slot');
        return recording.handle(slot);
      }
      const scalar = scalars[input.scalar];
      if (!scalar) throw new Error('the optimizer lost a scalar');
      return recorder.refOf(scalar);
    };
    const flags = Object.fromEntries(Object.entries(inPlace.flags).map(([name, value]) => [name, attr.bool(value)]));
    recording.act(inPlace.op, [handle, ...inPlace.inputs.map(inputOf)], { T: float, use_locking: attr.bool(false), ...flags }, [before]);
  }
}

function updateByAssigning(recording: Recording, options: UpdateOptions, trained: readonly Trained[]): tf.Scalar {
  const { recorder } = recording;
  const { optimizer, scalars, guard } = options;
  const float = attr.type(DT.float);
  const pairs = trained.flatMap(({ weight, slots, gradient }) => {
    const old = [weight, ...slots].map((variable) => ({ variable, tensor: recorder.tensorFor(recording.read(variable)) }));
    const [now, ...state] = old.map(({ tensor }) => tensor);
    if (!now) throw new Error('a weight is missing');
    const updated = optimizer.update(now, gradient, state, scalars);
    return old.map(({ variable, tensor }, i) => ({ variable, tensor, next: i === 0 ? updated.weights : updated.slots[i - 1] }));
  });
  const refs = pairs.map(({ variable, tensor, next }) => {
    if (!next) throw new Error(`the optimizer lost ${variable.name}`);
    return {
      variable,
      old: recorder.refOf(tensor),
      next: recorder.refOf(next),
      isWeight: trained.some(({ weight }) => weight === variable),
    };
  });
  // What weights would become must be finite too.
  const weights = refs.filter(({ isWeight }) => isWeight).map(({ next }) => next);
  const witness = options.witness.add(sumOfSquares(recording, weights)) as tf.Scalar;
  if (guard === 'assert') {
    const after = assertFinite(recording, witness);
    for (const { variable, next } of refs) recording.act('AssignVariableOp', [recording.handle(variable), next], { dtype: float }, [after]);
    return witness;
  }
  const finite = recorder.refOf(witness.isFinite());
  for (const { variable, old, next } of refs) {
    const [kept] = recorder.scope.emit('SelectV2', [finite, next, old], { T: float }, [next]);
    if (kept) recording.act('AssignVariableOp', [recording.handle(variable), kept], { dtype: float });
  }
  return witness;
}

/**
 * Writes down the update of every weight, held back unless all numbers are finite.
 *
 * @returns finite exactly where the update was made
 */
export function recordUpdate(recording: Recording, options: UpdateOptions, trained: readonly Trained[]): tf.Scalar {
  if (options.optimizer.inPlace && options.guard === 'assert') {
    updateInPlace(recording, options, trained, assertFinite(recording, options.witness));
    return options.witness;
  }
  return updateByAssigning(recording, options, trained);
}
