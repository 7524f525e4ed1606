import type * as tf from '@tensorflow/tfjs';
import { attr } from '../graph/attrs';
import type { Recording, Variable } from '../graph/program';
import { DT } from '../graph/proto';
import type { Ref } from '../graph/scope';
import type { InPlaceInput, Optimizer } from '../optimizers/optimizer';
import type { WeightRules } from '../weight-rules';
import { settle } from './settle';

/** What follows every batch of a weight (`settle`). */
export interface Settling {
  readonly weight: Variable;
  /** Its running mean; absent: none is kept. */
  readonly mean?: Variable | undefined;
  readonly rules?: WeightRules | undefined;
}

/** One trained weight with its gradient and what the optimizer remembers of it. */
export interface Trained extends Settling {
  readonly slots: readonly Variable[];
  readonly gradient: tf.Tensor;
}

export interface UpdateOptions {
  readonly optimizer: Optimizer;
  /** In the order of `optimizer.scalars`. */
  readonly scalars: readonly tf.Scalar[];
  /** In the order of `averageScalars`; absent: no mean is kept. */
  readonly averaging?: readonly tf.Scalar[];
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

/** Lets variables change only in steps whose numbers are all finite. */
class Guard {
  readonly #recording: Recording;
  readonly #finite: Ref;
  /** What every change waits for; null: nothing, it chooses instead. */
  readonly after: readonly string[];
  readonly #selects: boolean;

  constructor(recording: Recording, witness: tf.Scalar, kind: UpdateOptions['guard']) {
    const { recorder } = recording;
    this.#recording = recording;
    this.#finite = recorder.refOf(witness.isFinite());
    this.#selects = kind === 'select';
    const told = { T: attr.types([DT.float]), summarize: attr.int(1) };
    this.after = this.#selects ? [] : [recording.act('Assert', [this.#finite, recorder.refOf(witness)], told)];
  }

  assign(variable: Variable, next: Ref): void {
    const [recording, float] = [this.#recording, attr.type(DT.float)];
    const old = recording.read(variable);
    const [chosen] = this.#selects ? recording.recorder.scope.emit('SelectV2', [this.#finite, next, old], { T: float }, [next]) : [next];
    if (chosen) recording.act('AssignVariableOp', [recording.handle(variable), chosen], { dtype: float }, this.after);
  }
}

/** A variable and what it becomes. */
export interface Change {
  readonly variable: Variable;
  readonly next: tf.Tensor;
}

const settles = ({ mean, rules }: Settling): boolean => mean !== undefined || Boolean(rules?.maxNorm);

/** The scalars of one weight: those of the rate with its own factor. */
function scalarsOf({ optimizer, scalars }: UpdateOptions, { rules }: Settling): readonly tf.Scalar[] {
  const factor = rules?.factor ?? 1;
  if (factor === 1) return scalars;
  return scalars.map((scalar, i) => (optimizer.rates.includes(optimizer.scalars[i] ?? '') ? (scalar.mul(factor) as tf.Scalar) : scalar));
}

function updateInPlace(recording: Recording, options: UpdateOptions, trained: readonly Trained[], after: readonly string[]): void {
  const { recorder } = recording;
  const { inPlace } = options.optimizer;
  if (!inPlace) return;
  const float = attr.type(DT.float);
  for (const one of trained) {
    const { weight, slots, gradient } = one;
    const scalars = scalarsOf(options, one);
    const handle = recording.handle(weight);
    let before: readonly string[] = after;
    if (inPlace.decay) {
      const scalar = scalars[inPlace.decay.scalar];
      if (!scalar) throw new Error('the optimizer lost its rate');
      const lost = recorder.tensorFor(recording.read(weight)).mul(inPlace.decay.factor).mul(scalar);
      before = [recording.act('AssignSubVariableOp', [handle, recorder.refOf(lost)], { dtype: float }, after)];
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
    recording.act(inPlace.op, [handle, ...inPlace.inputs.map(inputOf)], { T: float, use_locking: attr.bool(false), ...flags }, before);
  }
}

const valueIn = (recording: Recording, variable: Variable): tf.Tensor => recording.recorder.tensorFor(recording.read(variable));

/** What a weight and its mean become after a batch that makes the weight `next`. The weight is the first. */
function settled(recording: Recording, { averaging = [] }: UpdateOptions, { weight, mean, rules }: Settling, next: tf.Tensor): Change[] {
  const after = settle(next, mean ? valueIn(recording, mean) : null, averaging, rules?.maxNorm ?? null);
  return [{ variable: weight, next: after.weights }, ...(mean && after.average ? [{ variable: mean, next: after.average }] : [])];
}

/** What weights and slots become, as the optimizer's equations say. The weight is the first. */
function changesOf(recording: Recording, options: UpdateOptions, trained: Trained): Change[] {
  const { weight, slots, gradient } = trained;
  const state = slots.map((variable) => valueIn(recording, variable));
  const updated = options.optimizer.update(valueIn(recording, weight), gradient, state, scalarsOf(options, trained));
  const changed = slots.map((variable, i) => {
    const next = updated.slots[i];
    if (!next) throw new Error(`the optimizer lost ${variable.name}`);
    return { variable, next };
  });
  return [...settled(recording, options, trained, updated.weights), ...changed];
}

/**
 * Writes down the update of every weight, held back unless all numbers are finite.
 *
 * @param trained weights that are updated
 * @param held weights of a batch that only gathers gradients
 * @param others variables that change with it
 * @returns finite exactly where the update was made
 */
export function recordUpdate(
  recording: Recording,
  options: UpdateOptions,
  { trained = [], held = [], others = [] }: { trained?: readonly Trained[]; held?: readonly Settling[]; others?: readonly Change[] },
): tf.Scalar {
  const { recorder } = recording;
  const fast = options.optimizer.inPlace !== undefined && options.guard === 'assert';
  // What follows the update needs its result: one operation in place hands out none.
  const inPlace = fast ? trained.filter((one) => !settles(one)) : [];
  const changes = [
    ...trained.filter((one) => !inPlace.includes(one)).map((one) => changesOf(recording, options, one)),
    ...held.filter(settles).map((one) => settled(recording, options, one, valueIn(recording, one.weight))),
  ];
  // What weights would become must be finite too.
  const weights = changes.flatMap(([weight]) => (weight ? [recorder.refOf(weight.next)] : []));
  const witness = weights.length === 0 ? options.witness : (options.witness.add(sumOfSquares(recording, weights)) as tf.Scalar);
  const guard = new Guard(recording, witness, options.guard);
  updateInPlace(recording, options, inPlace, guard.after);
  for (const { variable, next } of [...changes.flat(), ...others]) guard.assign(variable, recorder.refOf(next));
  return witness;
}
