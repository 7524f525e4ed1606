/** The fewest changes that make a hypothesis of a reference. */
export interface EditCounts {
  readonly hits: number;
  readonly substitutions: number;
  readonly insertions: number;
  readonly deletions: number;
}

/** What both begin and end with: it is never changed. */
function commonEnds<T>(a: readonly T[], b: readonly T[]): { readonly before: number; readonly after: number } {
  const most = Math.min(a.length, b.length);
  let before = 0;
  while (before < most && a[before] === b[before]) before++;
  let after = 0;
  while (after < most - before && a[a.length - 1 - after] === b[b.length - 1 - after]) after++;
  return { before, after };
}

/**
 * Levenshtein's alignment of two sequences. Where several have as few changes, it is the one that rapidfuzz finds (and so
 * jiwer): followed from the end, a deletion before an insertion before a substitution. Takes memory for
 * (reference + 1) · (hypothesis + 1) numbers of four bytes.
 *
 * Source: Levenshtein 1966; Wagner & Fischer 1974.
 */
export function editCounts<T>(reference: readonly T[], hypothesis: readonly T[]): EditCounts {
  const { before, after } = commonEnds(reference, hypothesis);
  const ref = reference.slice(before, reference.length - after);
  const hyp = hypothesis.slice(before, hypothesis.length - after);
  const width = hyp.length + 1;
  const cost = new Int32Array((ref.length + 1) * width);
  const at = (i: number, j: number): number => cost[i * width + j] ?? 0;
  for (let j = 0; j <= hyp.length; j++) cost[j] = j;
  for (let i = 1; i <= ref.length; i++) {
    cost[i * width] = i;
    for (let j = 1; j <= hyp.length; j++) {
      const changed = at(i - 1, j - 1) + (ref[i - 1] === hyp[j - 1] ? 0 : 1);
      cost[i * width + j] = Math.min(changed, at(i - 1, j) + 1, at(i, j - 1) + 1);
    }
  }
  let [i, j] = [ref.length, hyp.length];
  let [hits, substitutions, insertions, deletions] = [before + after, 0, 0, 0];
  while (i > 0 && j > 0) {
    if (at(i, j) === at(i - 1, j) + 1) {
      deletions++;
      i--;
    } else if (at(i, j - 1) === at(i - 1, j - 1) - 1) {
      insertions++;
      j--;
    } else {
      i--;
      j--;
      if (ref[i] === hyp[j]) hits++;
      else substitutions++;
    }
  }
  return { hits, substitutions, insertions: insertions + j, deletions: deletions + i };
}
