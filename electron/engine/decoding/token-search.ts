/** A sequence that is being written, token by token. */
export interface Hypothesis<State> {
  /** Without the first one, which is given; with the end token where it was reached. */
  readonly tokens: readonly number[];
  readonly logProbability: number;
  /** What the model keeps of it: a recurrent state, or nothing. */
  readonly state: State;
}

/** What may follow a hypothesis. */
export interface Continuation<State> {
  /** Of each token, its logarithm of probability; −∞ forbids it. */
  readonly logs: ArrayLike<number>;
  readonly state: State;
}

export interface TokenSearch<State> {
  readonly start: State;
  /** Asked once a step, for all hypotheses together: a model takes them as one batch. */
  readonly next: (hypotheses: readonly Hypothesis<State>[]) => readonly Continuation<State>[];
  readonly end: number;
  /** No more tokens than this, the end included. */
  readonly longest: number;
}

export interface Found {
  readonly tokens: readonly number[];
  readonly logProbability: number;
  /** What it was ranked by: logProbability over the length penalty. */
  readonly score: number;
  /** The end token was reached; else it was cut off at the longest. */
  readonly ended: boolean;
}

function answers<State>(search: TokenSearch<State>, live: readonly Hypothesis<State>[]): readonly Continuation<State>[] {
  const given = search.next(live);
  if (given.length !== live.length) throw new Error(`${live.length} hypotheses got ${given.length} answers`);
  return given;
}

/** The likeliest token after another, until the end token or the longest. Of equal tokens the first. */
export function greedySearch<State>(search: TokenSearch<State>): Found {
  let now: Hypothesis<State> = { tokens: [], logProbability: 0, state: search.start };
  while (now.tokens.length < search.longest) {
    const [given] = answers(search, [now]);
    let [best, most] = [-1, Number.NEGATIVE_INFINITY];
    for (let token = 0; token < (given?.logs.length ?? 0); token++) {
      const log = given?.logs[token] ?? Number.NaN;
      if (log > most) [best, most] = [token, log];
    }
    // Everything is forbidden: what there is stays.
    if (!given || best < 0) break;
    now = { tokens: [...now.tokens, best], logProbability: now.logProbability + most, state: given.state };
    if (best === search.end) break;
  }
  const { tokens, logProbability } = now;
  return { tokens, logProbability, score: logProbability, ended: tokens.at(-1) === search.end };
}

interface Candidate<State> {
  readonly from: Hypothesis<State>;
  readonly token: number;
  readonly logProbability: number;
  readonly state: State;
}

/** The `count` likeliest continuations of all hypotheses; of equal ones that of the earlier hypothesis, then the lower token. */
function likeliest<State>(
  live: readonly Hypothesis<State>[],
  given: readonly Continuation<State>[],
  count: number,
): readonly Candidate<State>[] {
  const all: Candidate<State>[] = [];
  for (const [i, from] of live.entries()) {
    const answer = given[i];
    if (!answer) continue;
    for (let token = 0; token < answer.logs.length; token++) {
      const log = answer.logs[token] ?? Number.NaN;
      // Also refuses NaN, which has no place in an order.
      if (log > Number.NEGATIVE_INFINITY) all.push({ from, token, logProbability: from.logProbability + log, state: answer.state });
    }
  }
  return all.sort((a, b) => b.logProbability - a.logProbability).slice(0, count);
}

/**
 * Beam search: keeps the `width` likeliest unfinished hypotheses; one that reaches the end among the `width` likeliest of its step is
 * finished. Stops when `width` are, or at the longest, where the unfinished count too. Ranked by log P / ((5 + length) / 6)^α:
 * α = 0 ranks by probability, which prefers the short; 0.6 to 1 is usual. With a width of 1 it is greedy.
 *
 * Source: Graves 2012; Wu et al. 2016, equation 14 (length penalty).
 *
 * @returns at most `width`, best first
 */
export function beamSearch<State>(search: TokenSearch<State>, width: number, alpha = 0): Found[] {
  if (!Number.isInteger(width) || width < 1) throw new Error(`a beam of ${width} holds nothing`);
  const finished: Found[] = [];
  const finish = (tokens: readonly number[], logProbability: number, ended: boolean): void => {
    finished.push({ tokens, logProbability, ended, score: logProbability / ((5 + tokens.length) / 6) ** alpha });
  };
  let live: readonly Hypothesis<State>[] = [{ tokens: [], logProbability: 0, state: search.start }];
  for (let length = 0; length < search.longest && finished.length < width && live.length > 0; length++) {
    // Twice as many: however many of them end, there are enough to go on with.
    const candidates = likeliest(live, answers(search, live), 2 * width);
    // Everything is forbidden: what there is stays.
    if (candidates.length === 0) break;
    const going: Hypothesis<State>[] = [];
    for (const [rank, { from, token, logProbability, state }] of candidates.entries()) {
      const tokens = [...from.tokens, token];
      if (token !== search.end) {
        if (going.length < width) going.push({ tokens, logProbability, state });
      } else if (rank < width) finish(tokens, logProbability, true);
    }
    live = going;
  }
  if (finished.length < width) for (const { tokens, logProbability } of live) finish(tokens, logProbability, false);
  return finished.sort((a, b) => b.score - a.score).slice(0, width);
}
