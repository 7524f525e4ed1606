import { MODELS } from './models.mjs';

/** Models whose Keras at its best ours has to reach, of the seven. */
const AT_BEST = 5;
const least = 1;

const times = (value) => (value === null ? 'failed' : value.toFixed(2));
const list = (models, tell) => models.map((summary) => `${summary.model} ${tell(summary)}`).join(', ');

/** One mark of every model: missed where one falls short, or where it has no figure. */
function forEach(summaries, mark, holds, tell) {
  const short = summaries.filter((summary) => !holds(summary));
  const text = short.length ? `short on ${short.map((s) => s.model).join(', ')}; all: ${list(summaries, tell)}` : list(summaries, tell);
  return { mark, verdict: short.length ? 'MISS' : 'PASS', text };
}

/** Ours at most Keras's. */
function atMost(summaries, mark, key, unit) {
  const holds = (summary) => summary[key].ours !== null && summary[key].keras !== null && summary[key].ours <= summary[key].keras;
  const tell = ({ [key]: { ours, keras } }) => `${ours?.toPrecision(3) ?? 'failed'} against ${keras?.toPrecision(3) ?? 'failed'} ${unit}`;
  return forEach(summaries, mark, holds, tell);
}

/**
 * The marks of training, in words: PASS or MISS, and the figures. A mark that a part of the models cannot decide
 * (`--models`, `--no-torch`) says so.
 */
export function judge(summaries) {
  const over = (who) => (summary) => summary.over[who] ?? null;
  const marks = [];
  for (const bound of [1.1, 1]) {
    const these = summaries.filter((summary) => MODELS[summary.model].least === bound);
    const mark = `at least ${bound.toFixed(1)} × Keras as users run it`;
    if (these.length)
      marks.push(
        forEach(
          these,
          mark,
          (s) => over('keras')(s) >= bound,
          (s) => times(over('keras')(s)),
        ),
      );
  }
  const atBest = (summary) => summary.over[summary.best] ?? null;
  const reached = summaries.filter((summary) => atBest(summary) >= least).length;
  const left = Object.keys(MODELS).length - summaries.length;
  const verdict = reached >= AT_BEST ? 'PASS' : reached + left >= AT_BEST ? 'OPEN, models were left out' : 'MISS';
  const text = `${reached} of ${summaries.length}: ${list(summaries, (s) => `${times(atBest(s))} (${s.best})`)}`;
  marks.push({ mark: `at least 1.0 × Keras at its best on ${AT_BEST} of the seven`, verdict, text });
  if (summaries.some((summary) => 'torch' in summary.over))
    marks.push(
      forEach(
        summaries,
        'ahead of PyTorch',
        (s) => over('torch')(s) > least,
        (s) => times(over('torch')(s)),
      ),
    );
  else marks.push({ mark: 'ahead of PyTorch', verdict: 'OPEN, PyTorch was left out', text: '' });
  marks.push(atMost(summaries, "first step, compiling included, at most Keras's", 'firstStep', 's'));
  marks.push(atMost(summaries, "peak memory at most Keras's", 'peak', 'MiB'));
  return marks;
}
