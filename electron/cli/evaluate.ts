import type { Evaluation } from '../../shared/run';
import { StudioError } from '../../shared/studio-error';
import { heldOut } from '../worker/held-out';
import { figures, type Output } from './output';
import { atWork, openRunFolder } from './workplace';

/** Those that are no mean over samples cannot be put together from parts. */
const NO_MEANS = /(^|_)(f1_score|auc|r2|rmse|map_50|map_50_95|bleu|error_rate)$/;
/** Means over the places of sequences, where those count. */
const OF_PLACES = /(^|_)(loss|accuracy)$/;
const isMean = (name: string): boolean => !NO_MEANS.test(name);

/** What a part counts in the mean of a metric; of texts that were written only those were compared. */
function weightOf(part: Evaluation, name: string): number {
  if (part.places !== undefined && OF_PLACES.test(name)) return part.places;
  return name.endsWith('exact_match') ? (part.written ?? part.samples) : part.samples;
}

/** One evaluation of several parts: means weighted by samples, confusion added. */
export function joinEvaluations(parts: readonly Evaluation[]): Evaluation {
  const [first] = parts;
  if (!first) throw new StudioError('There are no samples to evaluate on.', { expected: 'at least one sample', received: 'none' });
  const samples = parts.reduce((n, part) => n + part.samples, 0);
  const metrics = Object.fromEntries(
    Object.keys(first.metrics)
      .filter((name) => parts.length === 1 || isMean(name))
      .map((name) => [
        name,
        parts.reduce((sum, part) => sum + (part.metrics[name] ?? 0) * weightOf(part, name), 0) /
          parts.reduce((sum, part) => sum + weightOf(part, name), 0),
      ]),
  );
  const confusion =
    first.confusion?.map((row, actual) =>
      row.map((_, predicted) => parts.reduce((n, part) => n + (part.confusion?.[actual]?.[predicted] ?? 0), 0)),
    ) ?? null;
  return { split: first.split, samples, metrics, classes: first.classes, confusion, values: null };
}

/** On the held-out part of the run's own data, or on all of another folder or file. */
export async function evaluate(out: Output, given: string, data: string | null): Promise<number> {
  return atWork(async (place) => {
    const { dir, file, dataPath } = await openRunFolder(place, given, data);
    const opened = await place.supervisor.open(dir, dataPath);
    const own = heldOut(file.samples ?? { train: 0, validation: 0, test: 0 });
    const splits = data !== null ? (['train', 'validation', 'test'] as const) : [own];
    const parts: Evaluation[] = [];
    for (const split of splits) {
      const part = await opened.call({ type: 'evaluate', split });
      if (part.samples > 0) parts.push(part);
    }
    const { samples, metrics, classes, confusion } = joinEvaluations(parts);
    const lines = [`${samples} samples: ${figures(metrics)}`];
    if (classes && confusion && classes.length <= 20) {
      const width = Math.max(...classes.map((c) => c.length), ...confusion.flat().map((n) => String(n).length)) + 1;
      lines.push(`${'true \\ predicted'.padStart(width)}`);
      lines.push(`${''.padStart(width)}${classes.map((c) => c.padStart(width)).join('')}`);
      for (const [i, row] of confusion.entries())
        lines.push(`${(classes[i] ?? '').padStart(width)}${row.map((n) => String(n).padStart(width)).join('')}`);
    }
    // Of several parts each would have its own: they are not joined.
    const [{ boxes } = { boxes: undefined }, ...others] = parts;
    const labels = others.length === 0 ? boxes?.labels : undefined;
    for (const { label, boxes: count, average_precision: ap } of labels ?? []) {
      lines.push(`${label}: ${count} boxes, average precision ${ap === null ? '–' : ap.toFixed(3)}`);
    }
    const byLabel = labels?.map(({ label, boxes: count, average_precision }) => ({ label, boxes: count, average_precision }));
    out.result({ samples, metrics, classes, confusion, ...(byLabel && { labels: byLabel }) }, lines.join('\n'));
    return 0;
  });
}
