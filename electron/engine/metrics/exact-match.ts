import { sameLength } from './numbers';

/**
 * The part of the sequences that are given whole and without a fault: same length, same tokens. No sequences: NaN.
 *
 * @param references of each sample, the tokens (words, characters, ids)
 * @param hypotheses what the model gave for it
 */
export function exactMatch<T>(references: readonly (readonly T[])[], hypotheses: readonly (readonly T[])[]): number {
  sameLength(references, hypotheses, 'references and hypotheses');
  let right = 0;
  for (const [i, reference] of references.entries()) {
    const given = hypotheses[i] ?? [];
    if (given.length === reference.length && reference.every((token, at) => token === given[at])) right++;
  }
  return right / references.length;
}
