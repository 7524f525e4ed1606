import { targetTexts } from '../../data/target-texts';
import { targetData } from '../../data/targets/targets';
import { writtenBy } from '../../data/written';
import { bleu } from '../metrics/bleu';
import { exactMatch } from '../metrics/exact-match';
import type { RunParts } from '../run-parts';
import { targetPlans } from '../run-parts';
import { joinMetrics } from '../step/losses';
import { breathe } from '../validation';
import { writeTexts } from './write-texts';

/** So many texts are written to judge a model: each takes a run of the model a word. */
const MOST_WRITTEN = 256;

export interface WrittenJudgement {
  readonly metrics: { readonly [name: string]: number };
  /** How many texts were written; fewer than there are samples where those are many. */
  readonly samples: number;
}

/**
 * Lets a model write the first texts of a split, greedily, and compares them with the targets as the vocabulary has those.
 * Null when `aborted` said so between two batches.
 */
export async function judgeWritten(
  parts: RunParts,
  indices: Uint32Array,
  batchSize: number,
  aborted: () => boolean = () => false,
): Promise<WrittenJudgement | null> {
  const some = indices.subarray(0, MOST_WRITTEN);
  const plans = targetPlans(parts.plan);
  const said = new Map<string, { readonly references: string[][]; readonly hypotheses: string[][] }>();
  for (let at = 0; at < some.length; at += batchSize) {
    if (aborted()) return null;
    const rows = some.subarray(at, at + batchSize);
    const { written } = writeTexts(parts, await parts.encode(rows), 'greedy');
    for (const { plan, state } of parts.preprocessing.targets) {
      const texts = written.get(plan.node);
      if (plan.kind !== 'sequence' || state.kind !== 'sequence' || !texts) continue;
      const { words, word } = writtenBy(plan.tokens, state.vocabulary);
      const all = said.get(plan.node) ?? { references: [], hypotheses: [] };
      said.set(plan.node, all);
      const expected = await targetTexts(parts.dataset, targetData(plan, state, parts.dataset).name, Array.from(rows));
      all.references.push(...expected.map((text) => [...words(text)]));
      all.hypotheses.push(...texts.map(({ tokens, ended }) => (ended ? tokens.slice(0, -1) : tokens).map(word)));
    }
    await breathe();
  }
  const metrics = plans.map((plan): Record<string, number> => {
    const all = said.get(plan.node);
    if (!all) return {};
    const { references, hypotheses } = all;
    return {
      bleu: bleu(
        references.map((reference) => [reference]),
        hypotheses,
      ).score,
      exact_match: exactMatch(references, hypotheses),
    };
  });
  return { metrics: joinMetrics(plans, metrics), samples: some.length };
}
