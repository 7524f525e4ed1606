import { type EditCounts, editCounts } from './edit-distance';
import { sameLength } from './numbers';

export interface ErrorRate extends EditCounts {
  /** (substitutions + insertions + deletions) / tokens of the references; may exceed 1. */
  readonly rate: number;
}

function errorRate(references: readonly (readonly string[])[], hypotheses: readonly (readonly string[])[]): ErrorRate {
  sameLength(references, hypotheses, 'references and hypotheses');
  const total = { hits: 0, substitutions: 0, insertions: 0, deletions: 0 };
  for (const [i, reference] of references.entries()) {
    const counts = editCounts(reference, hypotheses[i] ?? []);
    total.hits += counts.hits;
    total.substitutions += counts.substitutions;
    total.insertions += counts.insertions;
    total.deletions += counts.deletions;
  }
  const { hits, substitutions, insertions, deletions } = total;
  const length = hits + substitutions + deletions;
  return { ...total, rate: length === 0 ? insertions : (substitutions + insertions + deletions) / length };
}

/**
 * Word error rate of a corpus: all changes over all reference words, not the mean of the sentences' rates. Equal to jiwer's
 * `process_words`, also where the references have no word: then it is the number of insertions (0 if silence was met).
 *
 * Source: Morris et al. 2004.
 *
 * @param references each cut into words; case and punctuation count unless taken out before
 */
export function wordErrorRate(references: readonly (readonly string[])[], hypotheses: readonly (readonly string[])[]): ErrorRate {
  return errorRate(references, hypotheses);
}

/** Character error rate: the same of characters (Unicode code points, spaces included). Equal to jiwer's `process_characters`. */
export function characterErrorRate(references: readonly string[], hypotheses: readonly string[]): ErrorRate {
  return errorRate(
    references.map((text) => Array.from(text)),
    hypotheses.map((text) => Array.from(text)),
  );
}
