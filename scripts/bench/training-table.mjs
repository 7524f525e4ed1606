import { MODELS } from './models.mjs';

const digits = (value) => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));
const rate = (value) => (value === null || value === undefined ? 'failed' : digits(value));
const times = (value) => (value === null || value === undefined ? '–' : `${value.toFixed(2)} ×`);
const pair = ({ ours, keras }, tell) => `${ours === null ? '–' : tell(ours)} / ${keras === null ? '–' : tell(keras)}`;

/** The summaries as a table of Markdown, the verdicts below it, and what failed. */
export function trainingTable(summaries, marks) {
  const compiled = summaries.some((summary) => 'torch-compile' in summary.over);
  const head = ['model', 'ours, samples/s', 'step', '× Keras as users run it', '× Keras at its best', '× PyTorch'];
  if (compiled) head.push('× PyTorch compiled');
  head.push('first step, s (ours / Keras)', 'peak memory, MiB (ours / Keras)');
  const rows = summaries.map((s) => {
    const row = [MODELS[s.model].title, rate(s.rates.ours), s.step ?? '–', `${times(s.over.keras)} (${rate(s.rates.keras)})`];
    row.push(`${times(s.over[s.best])} (${s.best}, ${rate(s.rates[s.best])})`);
    row.push('torch' in s.over ? `${times(s.over.torch)} (${rate(s.rates.torch)})` : '–');
    if (compiled) row.push(`${times(s.over['torch-compile'])} (${rate(s.rates['torch-compile'])})`);
    row.push(
      pair(s.firstStep, (seconds) => seconds.toFixed(2)),
      pair(s.peak, (mb) => mb.toFixed(0)),
    );
    return row;
  });
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  const verdicts = marks.map(({ mark, verdict, text }) => `- **${verdict}**: ${mark}${text ? ` – ${text}` : ''}.`);
  const failures = summaries.flatMap((s) => [...new Set(s.failures)].map((failure) => `- ${s.model}, a process failed: ${failure}`));
  return [...lines, '', ...verdicts, ...failures].join('\n');
}
