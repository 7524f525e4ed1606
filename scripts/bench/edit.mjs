// What an edit of a large graph costs: the inference that runs on each, and the window's own work before it draws.
import { bundleOurs } from './ours.mjs';
import { runJson } from './run-json.mjs';

const NODES = 2000;
const ROUNDS = 41;

/** Milliseconds at most. */
export const LIMITS = { full: 50, edit: 5 };

const verdictOf = (ms, limit) => (ms < limit ? 'PASS' : 'MISS');
const count = NODES.toLocaleString('en');

/** The figures of measure-edit.ts as results: each with its limit, where it has one, and whether it keeps it. */
export function judgeEdits({ full, edits }) {
  const results = [
    {
      what: `full inference of ${count} nodes`,
      ...full,
      verdict: verdictOf(full.median_ms, LIMITS.full),
      text: `${full.median_ms.toFixed(1)} ms (the first time ${full.first_ms.toFixed(1)} ms): ${verdictOf(full.median_ms, LIMITS.full)}, below ${LIMITS.full} ms`,
    },
  ];
  for (const [what, figures] of Object.entries(edits)) {
    const verdict = verdictOf(figures.inference_ms, LIMITS.edit);
    const text = `${figures.inference_ms.toFixed(2)} ms (best ${figures.best_ms.toFixed(1)}, worst ${figures.worst_ms.toFixed(1)} ms): ${verdict}, below ${LIMITS.edit} ms; the window ${figures.window_ms.toFixed(1)} ms`;
    results.push({ what: `after ${what}`, ...figures, verdict, text });
  }
  return results;
}

/** Measures in a process of its own. */
export async function measureEdits(tell) {
  const bundle = await bundleOurs('measure-edit');
  for (const result of judgeEdits(runJson(process.execPath, [bundle, String(NODES), String(ROUNDS)], {}))) tell(result);
}
