import { heldOut } from '../worker/held-out';
import { figures, type Output } from './output';
import { atWork, openRunFolder } from './workplace';

/** On the held-out part of the run's own data, or on all of another folder or file. */
export async function evaluate(out: Output, given: string, data: string | null): Promise<number> {
  return atWork(async (place) => {
    const { dir, file, dataPath } = await openRunFolder(place, given, data);
    const opened = await place.supervisor.open(dir, dataPath);
    const own = heldOut(file.samples ?? { train: 0, validation: 0, test: 0 });
    // Of other data every sample: metrics that are no mean over samples take all of them together.
    const judged = await opened.call({ type: 'evaluate', split: data !== null ? 'all' : own });
    const { samples, metrics, classes, confusion, boxes, outputs = [] } = judged;
    const lines = [`${samples} samples: ${figures(metrics)}`];
    if (classes && confusion && classes.length <= 20) {
      const width = Math.max(...classes.map((c) => c.length), ...confusion.flat().map((n) => String(n).length)) + 1;
      lines.push(`${'true \\ predicted'.padStart(width)}`);
      lines.push(`${''.padStart(width)}${classes.map((c) => c.padStart(width)).join('')}`);
      for (const [i, row] of confusion.entries())
        lines.push(`${(classes[i] ?? '').padStart(width)}${row.map((n) => String(n).padStart(width)).join('')}`);
    }
    const byLabel = boxes?.labels.map(({ label, boxes: count, average_precision }) => ({ label, boxes: count, average_precision }));
    for (const { label, boxes: count, average_precision: ap } of byLabel ?? []) {
      lines.push(`${label}: ${count} boxes, average precision ${ap === null ? '–' : ap.toFixed(3)}`);
    }
    const several =
      outputs.length > 1
        ? {
            outputs: Object.fromEntries(
              outputs.map((one) => [one.node, { metrics: one.metrics, classes: one.classes, confusion: one.confusion }]),
            ),
          }
        : {};
    out.result({ samples, metrics, classes, confusion, ...(byLabel && { labels: byLabel }), ...several }, lines.join('\n'));
    return 0;
  });
}
