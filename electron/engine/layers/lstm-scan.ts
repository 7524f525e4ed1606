import * as tf from '@tensorflow/tfjs';
import { scan } from './scan';

/** What runs side by side: [steps, directions, batch, …]. A backward direction comes with its steps reversed. */
export interface ScanInputs {
  /** x W + b for every step: [steps, directions, batch, 4 · units], gates in Keras's order i, f, c, o. */
  readonly projected: tf.Tensor4D;
  /** [directions, units, 4 · units]. */
  readonly recurrent: tf.Tensor3D;
  /** 1 at real places: [steps, directions, batch, 1]. A padded place keeps the state of the one before. */
  readonly mask: tf.Tensor4D | null;
  /** Padded places give 0 instead of the state kept: Keras's Bidirectional asks for it. */
  readonly zeroPadding: boolean;
}

function split4(gates: tf.Tensor): readonly [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor] {
  const [i, f, g, o] = tf.split(gates, 4, -1);
  if (!i || !f || !g || !o) throw new Error('an LSTM has four gates');
  return [i, f, g, o];
}

/** What is kept of every step, each stacked over them. */
interface Trace {
  readonly outputs: tf.Tensor;
  /** Before their activations. */
  readonly gates: tf.Tensor;
  /** Before padding keeps those of the step before. */
  readonly newCells: tf.Tensor;
  /** The states that the next step begins with. */
  readonly cells: tf.Tensor;
  readonly hiddens: tf.Tensor;
}

function forward(projected: tf.Tensor, recurrent: tf.Tensor, mask: tf.Tensor | null, zeroPadding: boolean): Trace {
  const [steps = 0, directions = 1, batch = 1] = projected.shape;
  const units = recurrent.shape[1] ?? 1;
  const start = tf.zeros([directions, batch, units]);
  const { outputs } = scan({
    steps,
    inputs: mask ? [projected, mask] : [projected],
    carry: [start, start],
    body: (inputs, carry) => {
      const [input, keep] = inputs;
      const [h, c] = carry;
      if (!input || !h || !c) throw new Error('an LSTM step is missing');
      const gates = input.add(tf.matMul(h, recurrent));
      const sigmoids = gates.sigmoid();
      const [i, f, , o] = split4(sigmoids);
      const candidate = gates.slice([0, 0, 2 * units], [directions, batch, units]).tanh();
      const cell = f.mul(c).add(i.mul(candidate));
      const hidden = o.mul(cell.tanh());
      if (!keep) return { carry: [hidden, cell], outputs: [gates, hidden, cell] };
      const drop = tf.sub(1, keep);
      const kept = hidden.mul(keep);
      const cellNow = cell.mul(keep).add(c.mul(drop));
      const hiddenNow = kept.add(h.mul(drop));
      return { carry: [hiddenNow, cellNow], outputs: [gates, hiddenNow, cellNow, cell, ...(zeroPadding ? [kept] : [])] };
    },
  });
  const [gates, hiddens, cells, newCells, padded] = outputs;
  if (!gates || !hiddens || !cells) throw new Error('an LSTM kept nothing');
  return { outputs: padded ?? hiddens, gates, newCells: newCells ?? cells, cells, hiddens };
}

/** The state that each step began with: zeros, then what the step before left. */
function before(states: tf.Tensor): tf.Tensor {
  const [steps = 1, ...rest] = states.shape;
  const zeros = tf.zeros([1, ...rest]);
  return steps === 1 ? zeros : tf.concat([zeros, states.slice([0, 0, 0, 0], [steps - 1, ...rest])], 0);
}

const oneMinus = (x: tf.Tensor): tf.Tensor => tf.sub(1, x);

/** Backpropagation through time, with everything that does not depend on the step after it done for all steps at once. */
function backward(
  dy: tf.Tensor,
  trace: Omit<Trace, 'outputs'>,
  recurrent: tf.Tensor,
  mask: tf.Tensor | null,
  zeroPadding: boolean,
): { readonly projected: tf.Tensor; readonly recurrent: tf.Tensor } {
  // Activations once more, for all steps at once: cheaper than to keep them step by step.
  const [i, f, , o] = split4(trace.gates.sigmoid());
  const [, , inner] = split4(trace.gates);
  const candidates = inner.tanh();
  const cellTanh = trace.newCells.tanh();
  const throughCell = o.mul(oneMinus(cellTanh.square()));
  const hiddenBefore = before(trace.hiddens);
  // Per gate: what it is multiplied with, times the slope of its activation.
  const slopes = tf.concat(
    [
      candidates.mul(i).mul(oneMinus(i)),
      before(trace.cells).mul(f).mul(oneMinus(f)),
      i.mul(oneMinus(candidates.square())),
      cellTanh.mul(o).mul(oneMinus(o)),
    ],
    -1,
  );
  const steps = dy.shape[0] ?? 0;
  const start = tf.zeros(dy.shape.slice(1));
  const { outputs } = scan({
    steps,
    backwards: true,
    inputs: mask ? [dy, throughCell, slopes, f, mask] : [dy, throughCell, slopes, f],
    carry: [start, start],
    body: (inputs, carry) => {
      const [dyT, cellSlope, gateSlope, forget, keep] = inputs;
      const [dh, dc] = carry;
      if (!dyT || !cellSlope || !gateSlope || !forget || !dh || !dc) throw new Error('an LSTM step is missing');
      const total = dh.add(dyT);
      const drop = keep ? oneMinus(keep) : null;
      const dHidden = keep ? total.mul(keep) : total;
      const dCell = (keep ? dc.mul(keep) : dc).add(dHidden.mul(cellSlope));
      const dGates = tf.concat([dCell, dCell, dCell, dHidden], -1).mul(gateSlope);
      const throughGates = tf.matMul(dGates, recurrent, false, true);
      const throughForget = dCell.mul(forget);
      return {
        carry: drop
          ? [throughGates.add((zeroPadding ? dh : total).mul(drop)), throughForget.add(dc.mul(drop))]
          : [throughGates, throughForget],
        outputs: [dGates],
      };
    },
  });
  const [projected] = outputs;
  if (!projected) throw new Error('an LSTM kept nothing');
  const [, directions = 1, batch = 1, width = 1] = projected.shape;
  const units = recurrent.shape[1] ?? 1;
  const h = hiddenBefore.transpose([1, 3, 0, 2]).reshape([directions, units, steps * batch]);
  const d = projected.transpose([1, 0, 2, 3]).reshape([directions, steps * batch, width]);
  return { projected, recurrent: tf.matMul(h, d) };
}

/**
 * An LSTM's steps (tanh and sigmoid, as Keras's), all directions in one pass, with its own gradient: a third of
 * the kernels that automatic differentiation runs. Returns the output of every step: [steps, directions, batch, units].
 */
export function lstmScan({ projected, recurrent, mask, zeroPadding }: ScanInputs): tf.Tensor4D {
  const run = tf.customGrad((...args) => {
    const [x, u, save] = args as unknown as [tf.Tensor, tf.Tensor, (tensors: tf.Tensor[]) => void];
    const { outputs, gates, newCells, cells, hiddens } = forward(x, u, mask, zeroPadding);
    save([gates, newCells, cells, hiddens, u, ...(mask ? [mask] : [])]);
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]): tf.Tensor[] => {
      const [g, n, c, h, weights, m] = saved;
      if (!g || !n || !c || !h || !weights) throw new Error('an LSTM lost what its gradient needs');
      const gradient = backward(dy, { gates: g, newCells: n, cells: c, hiddens: h }, weights, m ?? null, zeroPadding);
      return [gradient.projected, gradient.recurrent];
    };
    return { value: outputs, gradFunc };
  });
  return run(projected, recurrent) as tf.Tensor4D;
}
