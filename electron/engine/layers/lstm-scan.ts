import * as tf from '@tensorflow/tfjs';

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

/** What the gradient needs, each stacked over the steps. */
interface Trace {
  readonly outputs: tf.Tensor;
  readonly sigmoids: tf.Tensor;
  readonly candidates: tf.Tensor;
  readonly cellTanh: tf.Tensor;
  readonly cells: tf.Tensor;
  readonly hiddens: tf.Tensor;
}

function forward(projected: tf.Tensor, recurrent: tf.Tensor, mask: tf.Tensor | null, zeroPadding: boolean): Trace {
  const [, directions = 1, batch = 1] = projected.shape;
  const units = recurrent.shape[1] ?? 1;
  const real = mask ? tf.unstack(mask, 0) : null;
  let h: tf.Tensor = tf.zeros([directions, batch, units]);
  let c = h;
  const steps = tf.unstack(projected, 0).map((input, t) => {
    const gates = input.add(tf.matMul(h, recurrent));
    const sigmoids = gates.sigmoid();
    const [i, f, , o] = split4(sigmoids);
    const candidate = gates.slice([0, 0, 2 * units], [directions, batch, units]).tanh();
    const cell = f.mul(c).add(i.mul(candidate));
    const cellTanh = cell.tanh();
    const hidden = o.mul(cellTanh);
    const keep = real?.[t];
    let output = hidden;
    if (keep) {
      const drop = tf.sub(1, keep);
      const kept = hidden.mul(keep);
      c = cell.mul(keep).add(c.mul(drop));
      h = kept.add(h.mul(drop));
      output = zeroPadding ? kept : h;
    } else {
      c = cell;
      h = hidden;
    }
    return { output, sigmoids, candidate, cellTanh, cell: c, hidden: h };
  });
  return {
    outputs: tf.stack(steps.map((step) => step.output)),
    sigmoids: tf.stack(steps.map((step) => step.sigmoids)),
    candidates: tf.stack(steps.map((step) => step.candidate)),
    cellTanh: tf.stack(steps.map((step) => step.cellTanh)),
    cells: tf.stack(steps.map((step) => step.cell)),
    hiddens: tf.stack(steps.map((step) => step.hidden)),
  };
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
  const [i, f, , o] = split4(trace.sigmoids);
  const { candidates, cellTanh } = trace;
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
  const [dys, cellSlopes, gateSlopes, forgets] = [dy, throughCell, slopes, f].map((all) => tf.unstack(all, 0));
  const real = mask ? tf.unstack(mask, 0) : null;
  const steps = dy.shape[0] ?? 0;
  let dh: tf.Tensor = tf.zeros(dy.shape.slice(1));
  let dc = dh;
  const gates: tf.Tensor[] = new Array(steps);
  for (let t = steps - 1; t >= 0; t--) {
    const [dyT, cellSlope, gateSlope, forget] = [dys?.[t], cellSlopes?.[t], gateSlopes?.[t], forgets?.[t]];
    if (!dyT || !cellSlope || !gateSlope || !forget) throw new Error('an LSTM step is missing');
    const keep = real?.[t];
    const total = dh.add(dyT);
    let dHidden = total;
    let dCell = dc;
    let keptH: tf.Tensor | null = null;
    let keptC: tf.Tensor | null = null;
    if (keep) {
      const drop = oneMinus(keep);
      dHidden = total.mul(keep);
      dCell = dc.mul(keep);
      keptH = (zeroPadding ? dh : total).mul(drop);
      keptC = dc.mul(drop);
    }
    dCell = dCell.add(dHidden.mul(cellSlope));
    const dGates = tf.concat([dCell, dCell, dCell, dHidden], -1).mul(gateSlope);
    gates[t] = dGates;
    const throughGates = tf.matMul(dGates, recurrent, false, true);
    const throughForget = dCell.mul(forget);
    dh = keptH ? throughGates.add(keptH) : throughGates;
    dc = keptC ? throughForget.add(keptC) : throughForget;
  }
  const projected = tf.stack(gates);
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
    const { outputs, sigmoids, candidates, cellTanh, cells, hiddens } = forward(x, u, mask, zeroPadding);
    save([sigmoids, candidates, cellTanh, cells, hiddens, u, ...(mask ? [mask] : [])]);
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]): tf.Tensor[] => {
      const [s, g, ct, c, h, weights, m] = saved;
      if (!s || !g || !ct || !c || !h || !weights) throw new Error('an LSTM lost what its gradient needs');
      const trace = { sigmoids: s, candidates: g, cellTanh: ct, cells: c, hiddens: h };
      const gradient = backward(dy, trace, weights, m ?? null, zeroPadding);
      return [gradient.projected, gradient.recurrent];
    };
    return { value: outputs, gradFunc };
  });
  return run(projected, recurrent) as tf.Tensor4D;
}
