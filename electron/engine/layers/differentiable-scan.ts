import * as tf from '@tensorflow/tfjs';
import { scan } from './scan';

/** One step of a recurrent computation, as a plain function of tensors. */
export interface Recurrence {
  readonly steps: number;
  /** Each [steps, …]: `step` gets the part of its step. Gradients flow to them. */
  readonly inputs: readonly tf.Tensor[];
  /** As inputs, without a gradient: masks. */
  readonly fixed: readonly tf.Tensor[];
  /** What goes from step to step, zeros at first: shapes. The first is what is given of every step. */
  readonly carry: readonly (readonly number[])[];
  /** Used in every step. Gradients flow to them. */
  readonly weights: readonly tf.Tensor[];
  step(
    inputs: readonly tf.Tensor[],
    fixed: readonly tf.Tensor[],
    carry: readonly tf.Tensor[],
    weights: readonly tf.Tensor[],
  ): readonly tf.Tensor[];
}

/** Gradients within a gradient: tfjs keeps one tape, and forgets the outer one where an inner one ends. */
function withOwnTape<T>(work: () => T): T {
  const { state } = tf.engine();
  const outer = state.activeTape;
  try {
    return work();
  } finally {
    state.activeTape = outer;
  }
}

/** The state that each step began with: zeros, then what the step before left. */
function before(states: tf.Tensor): tf.Tensor {
  const [steps = 1, ...rest] = states.shape;
  const zeros = tf.zeros([1, ...rest]);
  if (steps === 1) return zeros;
  return tf.concat([zeros, states.slice(0, steps - 1)], 0);
}

const sum = (parts: readonly tf.Tensor[]): tf.Tensor => parts.reduce((a, b) => a.add(b));

/**
 * Goes through the steps with a gradient of its own: backpropagation through time, each step computed once more on the
 * way back, so that only the carries are kept. Recorded, both ways are loops, however many steps there are.
 *
 * @returns the first carry after every step: [steps, …]
 */
export function differentiableScan(recurrence: Recurrence): tf.Tensor {
  const { steps, fixed, carry: shapes, step } = recurrence;
  const [inputCount, fixedCount] = [recurrence.inputs.length, fixed.length];
  const run = tf.customGrad((...args) => {
    const save = args.at(-1) as unknown as (tensors: tf.Tensor[]) => void;
    const given = args.slice(0, -1) as tf.Tensor[];
    const [inputs, weights] = [given.slice(0, inputCount), given.slice(inputCount)];
    const { outputs } = scan({
      steps,
      inputs: [...inputs, ...fixed],
      carry: shapes.map((shape) => tf.zeros([...shape])),
      body: (parts, carry) => {
        const next = step(parts.slice(0, inputCount), parts.slice(inputCount), carry, weights);
        return { carry: next, outputs: next };
      },
    });
    const [value] = outputs;
    if (!value) throw new Error('a recurrence carries nothing');
    save([...given, ...fixed, ...outputs]);

    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]): tf.Tensor[] => {
      const kept = [...saved];
      const xs = kept.splice(0, inputCount);
      const ws = kept.splice(0, weights.length);
      const masks = kept.splice(0, fixedCount);
      const carries = kept.map(before);
      const back = scan({
        steps,
        backwards: true,
        inputs: [dy, ...xs, ...masks, ...carries],
        carry: [...shapes.map((shape) => tf.zeros([...shape])), ...ws.map((w) => tf.zeros(w.shape))],
        body: (parts, state) => {
          const [dyT, ...rest] = parts;
          if (!dyT) throw new Error('a recurrence lost its gradient');
          const [x, m, c] = [
            rest.slice(0, inputCount),
            rest.slice(inputCount, inputCount + fixedCount),
            rest.slice(inputCount + fixedCount),
          ];
          const dCarry = state.slice(0, shapes.length);
          const dWeights = state.slice(shapes.length);
          const coming = dCarry.map((d, i) => (i === 0 ? d.add(dyT) : d));
          const projected = (...all: tf.Tensor[]): tf.Scalar => {
            const next = step(
              all.slice(0, inputCount),
              m,
              all.slice(inputCount, inputCount + shapes.length),
              all.slice(inputCount + shapes.length),
            );
            return sum(next.map((tensor, i) => tensor.mul(coming[i] ?? 0).sum())).asScalar();
          };
          const grads = withOwnTape(() => tf.grads(projected)([...x, ...c, ...ws]));
          const afterInputs = grads.slice(inputCount);
          return {
            carry: [...afterInputs.slice(0, shapes.length), ...afterInputs.slice(shapes.length).map((d, i) => d.add(dWeights[i] ?? 0))],
            outputs: grads.slice(0, inputCount),
          };
        },
      });
      return [...back.outputs, ...back.carry.slice(shapes.length)];
    };
    return { value, gradFunc };
  });
  return run(...recurrence.inputs, ...recurrence.weights);
}
