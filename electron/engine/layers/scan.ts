import * as tf from '@tensorflow/tfjs';

/** A computation that goes through the steps of a sequence one after the other. */
export interface Scan {
  readonly steps: number;
  /** Each [steps, …]: `body` gets the part of its step. */
  readonly inputs: readonly tf.Tensor[];
  /** What goes from step to step; shapes stay as they are. */
  readonly carry: readonly tf.Tensor[];
  /** From the last step to the first. */
  readonly backwards?: boolean;
  body(inputs: readonly tf.Tensor[], carry: readonly tf.Tensor[]): ScanStep;
}

export interface ScanStep {
  readonly carry: readonly tf.Tensor[];
  /** What is kept of every step. */
  readonly outputs: readonly tf.Tensor[];
}

/** What `scan` gives: the last carry, and the outputs of all steps in the order of the inputs, each [steps, …]. */
export type Scanner = (scan: Scan) => ScanStep;

/** Step after step, kernel by kernel. */
const stepByStep: Scanner = ({ steps, inputs, carry, backwards = false, body }) => {
  const parts = inputs.map((input) => tf.unstack(input, 0));
  const kept: (readonly tf.Tensor[])[] = new Array(steps);
  let now = carry;
  for (let i = 0; i < steps; i++) {
    const t = backwards ? steps - 1 - i : i;
    const step = body(
      parts.map((part) => part[t] as tf.Tensor),
      now,
    );
    now = step.carry;
    kept[t] = step.outputs;
  }
  const count = kept[0]?.length ?? 0;
  return { carry: now, outputs: Array.from({ length: count }, (_, o) => tf.stack(kept.map((step) => step[o] as tf.Tensor))) };
};

let scanner: Scanner = stepByStep;

/** Has no gradient: call it within `tf.customGrad`. */
export const scan: Scanner = (what) => scanner(what);

/** Runs `work` with every scan done by `other`: a recorder makes one loop of it. */
export function withScanner<T>(other: Scanner, work: () => T): T {
  const before = scanner;
  scanner = other;
  try {
    return work();
  } finally {
    scanner = before;
  }
}
