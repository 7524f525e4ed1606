/** What a CTC model gives of one sample, as plain numbers. */
export interface CtcOutput {
  /** [steps, classes], row after row: logarithms of probabilities (a log-softmax). */
  readonly logs: ArrayLike<number>;
  readonly classes: number;
  /** How many steps are real; the rest is padding. */
  readonly steps: number;
  readonly blank: number;
}

export interface CtcDecoded {
  /** Blanks and repetitions taken out. */
  readonly labels: readonly number[];
  /** Greedy: of the one way taken. Beam search: of all ways found to these labels. */
  readonly logProbability: number;
}

/** Throws where the output is too short for its steps: a bug of whoever asks. */
export function refuseShort({ logs, classes, steps }: CtcOutput): void {
  if (steps * classes > logs.length) throw new Error(`${steps} steps of ${classes} classes, but ${logs.length} numbers`);
}

/**
 * Best path decoding of CTC: the likeliest class of each step, repetitions merged, then blanks taken out. Fast, and right where
 * the model is sure. Of equal classes the first. Equal to `keras.ops.ctc_decode(strategy="greedy")`.
 *
 * Source: Graves et al. 2006, section 3.2.
 */
export function ctcGreedy(output: CtcOutput): CtcDecoded {
  refuseShort(output);
  const { logs, classes, steps, blank } = output;
  const labels: number[] = [];
  let [before, logProbability] = [blank, 0];
  for (let t = 0; t < steps; t++) {
    let [best, most] = [0, Number.NEGATIVE_INFINITY];
    for (let c = 0; c < classes; c++) {
      const value = logs[t * classes + c] ?? Number.NaN;
      if (value > most) [best, most] = [c, value];
    }
    logProbability += most;
    if (best !== blank && best !== before) labels.push(best);
    before = best;
  }
  return { labels, logProbability };
}
