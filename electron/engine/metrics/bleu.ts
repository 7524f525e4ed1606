import { sameLength } from './numbers';

const LONGEST = 4;

export interface Bleu {
  /** From 0 to 100. */
  readonly score: number;
  /** Of 1 to 4 words in a row, in percent, smoothed where none was found. */
  readonly precisions: readonly number[];
  readonly brevityPenalty: number;
  readonly hypothesisLength: number;
  readonly referenceLength: number;
}

/** How often each run of `length` tokens occurs. */
function runs(tokens: readonly string[], length: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (let i = 0; i + length <= tokens.length; i++) {
    // Tokens hold no line break after any tokenizer; a space would be one of a character tokenizer.
    const run = tokens.slice(i, i + length).join('\n');
    counts.set(run, (counts.get(run) ?? 0) + 1);
  }
  return counts;
}

/** Of several references the nearest in length, of two as near the shorter. */
function nearestLength(length: number, references: readonly (readonly string[])[]): number {
  let best = references[0]?.length ?? 0;
  for (const { length: other } of references) {
    const [distance, least] = [Math.abs(other - length), Math.abs(best - length)];
    if (distance < least || (distance === least && other < best)) best = other;
  }
  return best;
}

/** Matches of one sentence: each run counts as often as the reference with most of it has it. */
function matches(hypothesis: readonly string[], references: readonly (readonly string[])[], length: number): number {
  const allowed = new Map<string, number>();
  for (const reference of references) {
    for (const [run, count] of runs(reference, length)) allowed.set(run, Math.max(allowed.get(run) ?? 0, count));
  }
  let found = 0;
  for (const [run, count] of runs(hypothesis, length)) found += Math.min(count, allowed.get(run) ?? 0);
  return found;
}

/**
 * BLEU of a corpus: BP · exp(¼ Σ ln p_n), n = 1…4; p_n the part of the runs of n tokens that a reference has too, counted over
 * the whole corpus; BP = exp(1 − r / c) where the hypotheses (c tokens) are shorter than the references (r), else 1.
 * Equal to sacrebleu's `corpus_bleu` given the same tokens (`tokenize='none'`), its exponential smoothing included: the k-th
 * n without a match counts as half a k-th power. No hypotheses, or only empty ones: 0, as no 1-gram matches.
 *
 * Source: Papineni et al. 2002; Post 2018 (sacreBLEU); Chen & Cherry 2014 (smoothing).
 *
 * @param references of each sentence, one or several translations in tokens
 * @param hypotheses the model's, in tokens; none of them holds a line break
 */
export function bleu(references: readonly (readonly (readonly string[])[])[], hypotheses: readonly (readonly string[])[]): Bleu {
  sameLength(references, hypotheses, 'references and hypotheses');
  const found = new Array<number>(LONGEST).fill(0);
  const total = new Array<number>(LONGEST).fill(0);
  let [hypothesisLength, referenceLength] = [0, 0];
  for (const [i, hypothesis] of hypotheses.entries()) {
    const own = references[i] ?? [];
    if (own.length === 0) throw new Error(`sentence ${i} has no reference`);
    hypothesisLength += hypothesis.length;
    referenceLength += nearestLength(hypothesis.length, own);
    for (let n = 1; n <= LONGEST; n++) {
      found[n - 1] = (found[n - 1] ?? 0) + matches(hypothesis, own, n);
      total[n - 1] = (total[n - 1] ?? 0) + Math.max(0, hypothesis.length - n + 1);
    }
  }
  const brevityPenalty =
    hypothesisLength >= referenceLength ? 1 : hypothesisLength === 0 ? 0 : Math.exp(1 - referenceLength / hypothesisLength);
  const nothing = { brevityPenalty, hypothesisLength, referenceLength, score: 0 };
  if (found.every((count) => count === 0)) return { ...nothing, precisions: new Array<number>(LONGEST).fill(0) };
  let smooth = 1;
  const precisions = found.map((count, i) => {
    const all = total[i] ?? 0;
    if (all === 0) return 0;
    if (count > 0) return (100 * count) / all;
    smooth *= 2;
    return 100 / (smooth * all);
  });
  if (precisions.includes(0)) return { ...nothing, precisions };
  const mean = precisions.reduce((sum, precision) => sum + Math.log(precision), 0) / LONGEST;
  return { ...nothing, precisions, score: brevityPenalty * Math.exp(mean) };
}
