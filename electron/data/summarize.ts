import type { DatasetSummary, SplitSettings } from '../../shared/dataset';
import { firstClasses } from '../../shared/graph/first-classes';
import type { Dataset } from './dataset';
import { splitIndices } from './split';

/** A data set in figures and words, for the data panel. */
export function summarize(dataset: Dataset, split: SplitSettings): DatasetSummary {
  const { path, read, fingerprint, facts, targets, columns } = dataset;
  const { train, validation, test } = splitIndices(dataset, split);
  const warnings = [...dataset.warnings];
  let classes: DatasetSummary['classes'] = null;
  const first = firstClasses(facts);
  if (first) {
    const counts = first.facts.labels.map(() => 0);
    for (const target of targets[first.name] ?? []) counts[target] = (counts[target] ?? 0) + 1;
    classes = first.facts.labels.map((label, at) => ({ label, count: counts[at] ?? 0 }));
    const few = classes.filter(({ count }) => count < 5);
    if (few.length > 0 && facts.samples >= 20) {
      warnings.push(
        `Few samples to learn from: ${few
          .slice(0, 5)
          .map(({ label, count }) => `“${label}” has ${count}`)
          .join(', ')}.`,
      );
    }
  }
  const samples = { train: train.length, validation: validation.length, test: test.length };
  if (samples.test === 0 && split.test > 0) warnings.push('There are too few samples to hold some out: nothing can be evaluated.');
  return { path, read, fingerprint, facts, samples, classes, columns, warnings };
}
