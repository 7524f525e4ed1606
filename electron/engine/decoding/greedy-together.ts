import type { Found } from './token-search';

export interface GreedyTogether {
  /** Sequences that are written side by side. */
  readonly count: number;
  /**
   * Asked once a step: of each sequence, what may follow it, as logarithms of probabilities; −∞ forbids. Those that have
   * ended are given as they are, and what is answered of them is not looked at.
   *
   * @param tokens of each sequence so far
   */
  readonly next: (tokens: readonly (readonly number[])[]) => readonly ArrayLike<number>[];
  readonly end: number;
  /** No more tokens than this, the end included. */
  readonly longest: number;
}

/** `greedySearch` of many sequences at once: a model takes them as one batch. Each comes out as it would alone. */
export function greedyTogether({ count, next, end, longest }: GreedyTogether): Found[] {
  const tokens: number[][] = Array.from({ length: count }, () => []);
  const logs = new Float64Array(count);
  const done = Array.from({ length: count }, () => false);
  for (let length = 0; length < longest && done.includes(false); length++) {
    const answers = next(tokens);
    for (const [at, sequence] of tokens.entries()) {
      if (done[at]) continue;
      const answer = answers[at] ?? [];
      let [best, most] = [-1, Number.NEGATIVE_INFINITY];
      for (let token = 0; token < answer.length; token++) {
        const log = answer[token] ?? Number.NaN;
        if (log > most) [best, most] = [token, log];
      }
      // Everything is forbidden: what there is stays.
      if (best < 0) {
        done[at] = true;
        continue;
      }
      sequence.push(best);
      logs[at] = (logs[at] ?? 0) + most;
      done[at] = best === end;
    }
  }
  return tokens.map((sequence, at) => {
    const logProbability = logs[at] ?? 0;
    return { tokens: sequence, logProbability, score: logProbability, ended: sequence.at(-1) === end };
  });
}
