import { descending, type Numbers, refuseInfinite, refuseNaN, rowsOf, sameLength } from './numbers';

/** The items of one question from the greatest score to the least; those of equal score are together, and no one is first. */
function groups(relevance: Numbers, scores: Numbers): number[][] {
  const found: number[][] = [];
  let last = Number.NaN;
  for (const i of descending(scores)) {
    const score = scores[i] ?? Number.NaN;
    if (score === last) found.at(-1)?.push(relevance[i] ?? 0);
    else found.push([relevance[i] ?? 0]);
    last = score;
  }
  return found;
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

function meanOverRows(relevance: Numbers, scores: Numbers, items: number, of: (relevance: Numbers, scores: Numbers) => number): number {
  sameLength(relevance, scores, 'relevance and scores');
  const rows = rowsOf(scores, items, 'scores');
  refuseInfinite(relevance, 'relevance');
  refuseNaN(scores, 'score');
  let total = 0;
  for (let row = 0; row < rows; row++) {
    const part = (values: Numbers): Float64Array => Float64Array.from({ length: items }, (_, i) => values[row * items + i] ?? Number.NaN);
    total += of(part(relevance), part(scores));
  }
  return total / rows;
}

function refuseRank(k: number): void {
  if (!Number.isInteger(k) || k < 1) throw new Error(`the first ${k} are none`);
}

/**
 * Recall at k: of the relevant items (relevance above 0) the part among the k that score most, averaged over the questions.
 * Of items that score the same, each may come first: the expected value counts, so that a model that knows nothing gets what
 * chance gives. A question without a relevant item counts 0. No questions: NaN. NaN scores are refused.
 *
 * Source: Manning et al. 2008.
 *
 * @param relevance [questions, items], row after row; above 0: relevant
 * @param scores likewise
 */
export function recallAt(relevance: Numbers, scores: Numbers, items: number, k: number): number {
  refuseRank(k);
  return meanOverRows(relevance, scores, items, (own, given) => {
    let [left, found, all] = [k, 0, 0];
    for (const group of groups(own, given)) {
      const relevant = group.filter((value) => value > 0).length;
      const taken = Math.min(left, group.length);
      found += (relevant * taken) / group.length;
      all += relevant;
      left -= taken;
    }
    return all === 0 ? 0 : found / all;
  });
}

/** Σ gain / log₂(rank + 1) of the first k; items of equal score share the mean of their gains. */
function discountedGain(ordered: readonly (readonly number[])[], k: number): number {
  let [rank, total] = [1, 0];
  for (const group of ordered) {
    const gain = sum(group) / group.length;
    for (let i = 0; i < group.length; i++, rank++) if (rank <= k) total += gain / Math.log2(rank + 1);
  }
  return total;
}

/**
 * Normalised discounted cumulative gain at k: DCG = Σ relevance / log₂(rank + 1) over the best k, divided by that of the ideal
 * order; averaged over the questions. Equal to scikit-learn's `ndcg_score`, ties included (the mean over their orders). A question
 * without a relevant item counts 0. No questions: NaN. NaN scores are refused, and so is relevance below 0.
 *
 * Source: Järvelin & Kekäläinen 2002; ties: McSherry & Najork 2008.
 *
 * @param relevance [questions, items], row after row; 0 or more
 * @param scores likewise
 */
export function ndcgAt(relevance: Numbers, scores: Numbers, items: number, k: number): number {
  refuseRank(k);
  for (let i = 0; i < relevance.length; i++) if ((relevance[i] ?? 0) < 0) throw new Error(`relevance ${i} is below 0`);
  return meanOverRows(relevance, scores, items, (own, given) => {
    const ideal = discountedGain(groups(own, own), k);
    return ideal === 0 ? 0 : discountedGain(groups(own, given), k) / ideal;
  });
}

/** Expected 1 / rank of the first of `relevant` ones, anywhere among `size`, after `before` others. */
function expectedReciprocal(before: number, size: number, relevant: number): number {
  let [expected, none] = [0, 1];
  for (let at = 1; at <= size - relevant + 1; at++) {
    const here = relevant / (size - at + 1);
    expected += (none * here) / (before + at);
    none *= 1 - here;
  }
  return expected;
}

/**
 * Mean reciprocal rank: 1 / rank of the first relevant item, averaged over the questions. Of items that score the same the
 * expected value over their orders counts. A question without a relevant item counts 0. No questions: NaN. NaN scores are
 * refused.
 *
 * Source: Voorhees 1999.
 *
 * @param relevance [questions, items], row after row; above 0: relevant
 * @param scores likewise
 */
export function meanReciprocalRank(relevance: Numbers, scores: Numbers, items: number): number {
  return meanOverRows(relevance, scores, items, (own, given) => {
    let before = 0;
    for (const group of groups(own, given)) {
      const relevant = group.filter((value) => value > 0).length;
      if (relevant > 0) return expectedReciprocal(before, group.length, relevant);
      before += group.length;
    }
    return 0;
  });
}
