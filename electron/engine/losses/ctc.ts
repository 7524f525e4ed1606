import * as tf from '@tensorflow/tfjs';
import { scan } from '../layers/scan';

export interface CtcOptions {
  /** The class that stands for “nothing new”. Keras's default is 0. */
  readonly blank: number;
  /**
   * What a sample costs whose label does not fit into its steps: `infinite`, as torch and Keras say, or `skip` (0, torch's
   * `zero_infinity`). Its gradient is 0 either way.
   */
  readonly impossible: 'infinite' | 'skip';
}

export interface CtcBatch {
  /** [batch, longest label] of class indices, int32; any number after a label's end. At least one column. */
  readonly labels: tf.Tensor2D;
  /** [batch], int32. */
  readonly labelLengths: tf.Tensor1D;
  /** [batch], int32: how many steps of each sample are real. */
  readonly steps: tf.Tensor1D;
}

/** The logarithm of 0, finite: differences of it are no NaN. */
const NEVER = -1e30;
/** Below it, something is impossible. */
const HARDLY = -1e29;

/** 0 where `condition` holds, the logarithm of 0 elsewhere. */
const only = (condition: tf.Tensor): tf.Tensor => tf.sub(1, condition.cast('float32')).mul(NEVER);

const logAdd = (...terms: readonly tf.Tensor[]): tf.Tensor => {
  const most = terms.reduce((a, b) => tf.maximum(a, b));
  return terms
    .map((term) => term.sub(most).exp())
    .reduce((a, b) => a.add(b))
    .log()
    .add(most);
};

/** What stands `by` places before each; the first ones have nothing before them. */
function earlier(states: tf.Tensor, by: number): tf.Tensor {
  const [batch = 1, count = 1] = states.shape;
  return tf.concat([tf.fill([batch, by], NEVER), states.slice([0, 0], [batch, count - by])], 1);
}

function later(states: tf.Tensor, by: number): tf.Tensor {
  const [batch = 1, count = 1] = states.shape;
  return tf.concat([states.slice([0, by], [batch, count - by]), tf.fill([batch, by], NEVER)], 1);
}

/** The label with a blank before, between and after: 2 · longest + 1 states a sample. */
interface States {
  /** [batch, states, classes]: 1 at the class that a state gives. */
  readonly classes: tf.Tensor3D;
  /** [batch, states], as logarithms: whether it may follow the state two before it (another label, not a blank). */
  readonly skip: tf.Tensor;
  /** [batch, states], as logarithms: whether a label may end here. */
  readonly end: tf.Tensor;
}

/** [batch, n] and [batch, n] → b₀ l₀ b₁ l₁ … b₀: [batch, 2 n + 1]. */
function interleave(blanks: tf.Tensor, labels: tf.Tensor): tf.Tensor {
  const [batch = 1, count = 1] = labels.shape;
  return tf.concat([tf.stack([blanks, labels], 2).reshape([batch, 2 * count]), blanks.slice([0, 0], [batch, 1])], 1);
}

function statesOf({ labels, labelLengths }: CtcBatch, classes: number, blank: number): States {
  const [batch, longest] = labels.shape;
  if (longest < 1) throw new Error('CTC needs labels of at least one column');
  const real = tf.range(0, longest, 1, 'int32').expandDims(0).less(labelLengths.expandDims(1)).cast('int32');
  const own = labels.mul(real).add(tf.scalar(1, 'int32').sub(real).mul(tf.scalar(blank, 'int32')));
  const blanks = tf.fill([batch, longest], blank, 'int32');
  const before = tf.concat([tf.fill([batch, 1], -1, 'int32'), own.slice([0, 0], [batch, longest - 1])], 1);
  const other = tf.logicalAnd(own.notEqual(before), own.notEqual(blanks));
  const last = labelLengths.mul(tf.scalar(2, 'int32')).expandDims(1);
  const index = tf.range(0, 2 * longest + 1, 1, 'int32').expandDims(0);
  return {
    classes: tf.oneHot(interleave(blanks, own) as tf.Tensor2D, classes).cast('float32') as tf.Tensor3D,
    skip: only(interleave(tf.zerosLike(other), other)),
    end: only(tf.logicalOr(index.equal(last), index.equal(last.sub(tf.scalar(1, 'int32'))))),
  };
}

interface Forward {
  /** [batch, steps, classes], as logarithms. */
  readonly logs: tf.Tensor;
  /** [steps, batch, states]: that of the state's class. */
  readonly given: tf.Tensor;
  /** [steps, batch, states]: of all ways to a state, what was given there included; less the greatest of its step. */
  readonly alphas: tf.Tensor;
  /** [batch]: of all ways to the end; `possible` is 1 where there is one. */
  readonly total: tf.Tensor;
  readonly possible: tf.Tensor;
  /** [steps, batch, 1]: 1 where a sample has the step. */
  readonly real: tf.Tensor;
}

function forward(logits: tf.Tensor3D, batch: CtcBatch, { classes, skip, end }: States): Forward {
  const [size, steps] = logits.shape;
  const logs = tf.maximum(tf.logSoftmax(logits), NEVER);
  const given = tf.matMul(logs, classes, false, true).transpose([1, 0, 2]);
  const real = tf
    .range(0, steps, 1, 'int32')
    .reshape([steps, 1, 1])
    .less(batch.steps.reshape([1, size, 1]))
    .cast('float32');
  // As if before the first step a blank had been given, for certain.
  const start = tf.concat([tf.zeros([size, 1]), tf.fill([size, (skip.shape[1] ?? 1) - 1], NEVER)], 1);
  const { carry, outputs } = scan({
    steps,
    inputs: [given, real],
    carry: [start],
    body: ([y, keep], [alpha]) => {
      if (!y || !keep || !alpha) throw new Error('a CTC step is missing');
      const next = y.add(logAdd(alpha, earlier(alpha, 1), earlier(alpha, 2).add(skip)));
      const most = next.max(-1, true);
      const now = next
        .sub(most)
        .mul(keep)
        .add(alpha.mul(tf.sub(1, keep)));
      return { carry: [now], outputs: [now, most.mul(keep)] };
    },
  });
  const [[last], [alphas, taken]] = [carry, outputs];
  if (!last || !alphas || !taken) throw new Error('CTC kept nothing');
  const ending = last.add(end);
  const most = ending.max(-1, true);
  const total = ending
    .sub(most)
    .exp()
    .sum(-1)
    .log()
    .add(most.add(taken.sum(0)).squeeze([1]));
  return { logs, given, alphas, total, possible: total.greater(HARDLY).cast('float32'), real };
}

/** Of each step and state how much of all ways goes through it: [steps, batch, states], summing to 1 over the states. */
function posterior(f: Omit<Forward, 'logs' | 'total'>, { skip, end }: Omit<States, 'classes'>): tf.Tensor {
  const { outputs } = scan({
    steps: f.given.shape[0] ?? 0,
    backwards: true,
    inputs: [f.given, f.real],
    carry: [end],
    body: ([y, keep], [ahead]) => {
      if (!y || !keep || !ahead) throw new Error('a CTC step is missing');
      // Whether a state may be skipped to is said at the state that is reached.
      const there = ahead.add(y);
      const before = logAdd(there, later(there, 1), later(there.add(skip), 2));
      const now = before.sub(before.max(-1, true));
      return { carry: [now.mul(keep).add(ahead.mul(tf.sub(1, keep)))], outputs: [ahead] };
    },
  });
  const [betas] = outputs;
  if (!betas) throw new Error('CTC kept nothing');
  // Each step's greatest were taken out; as all ways pass through each step, the shares need no other whole than their sum.
  return tf.softmax(f.alphas.add(betas)).mul(f.possible.expandDims(1)).mul(f.real);
}

/**
 * Connectionist temporal classification: −ln of the probability that the steps spell the label, over all ways to stretch it
 * with repetitions and blanks. Forward and backward in logarithms, step by step, the greatest taken out at each, so that long
 * sequences lose no digits; the gradient by logits is softmax − posterior.
 * Equal to `keras.ops.ctc_loss` and torch's `CTCLoss(reduction='none')`.
 *
 * Source: Graves et al. 2006, equations 7 to 16.
 *
 * @param logits [batch, steps, classes], blank included
 * @returns [batch]
 */
export function ctcLoss(batch: CtcBatch, logits: tf.Tensor3D, { blank, impossible }: CtcOptions): tf.Tensor1D {
  const run = tf.customGrad((...args) => {
    const [x, save] = args as unknown as [tf.Tensor3D, (tensors: tf.Tensor[]) => void];
    const states = statesOf(batch, x.shape[2], blank);
    const { logs, given, alphas, total, possible, real } = forward(x, batch, states);
    save([logs, given, alphas, possible, real, states.classes, states.skip, states.end]);
    const otherwise = tf.fill(total.shape, impossible === 'skip' ? 0 : Number.POSITIVE_INFINITY);
    const value = tf.where(possible.cast('bool'), total.neg(), otherwise);
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]): tf.Tensor => {
      const [l, g, a, p, r, classes, skip, end] = saved;
      if (!l || !g || !a || !p || !r || !classes || !skip || !end) throw new Error('CTC lost what its gradient needs');
      const through = posterior({ given: g, alphas: a, possible: p, real: r }, { skip, end });
      const expected = tf.matMul(through.transpose([1, 0, 2]) as tf.Tensor3D, classes as tf.Tensor3D);
      return l
        .exp()
        .mul(r.transpose([1, 0, 2]))
        .mul(p.reshape([-1, 1, 1]))
        .sub(expected)
        .mul(dy.reshape([-1, 1, 1]));
    };
    return { value, gradFunc };
  });
  return run(logits) as tf.Tensor1D;
}
