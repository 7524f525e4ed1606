import { median } from './median.mjs';

const figuresOf = (rounds, who, key) => rounds.map((round) => round[who]?.[key]).filter((value) => typeof value === 'number');
const middle = (rounds, who, key) => {
  const values = figuresOf(rounds, who, key);
  return values.length ? median(values) : null;
};

/** The median of the ratios within the rounds in which both ran; null where there is none. */
function ratio(rounds, who) {
  const key = 'samples_per_second';
  const ratios = rounds.map((round) => round.ours?.[key] / round[who]?.[key]).filter((value) => Number.isFinite(value));
  return ratios.length ? median(ratios) : null;
}

/**
 * One model's rounds in one line: medians (samples a second, seconds, MiB) and ratios, ours over the other's.
 * Keras at its best is whichever way of compiling has the higher median.
 */
export function summarise(model, rounds) {
  const who = [...new Set(rounds.flatMap((round) => Object.keys(round)))];
  const rates = Object.fromEntries(who.map((one) => [one, middle(rounds, one, 'samples_per_second')]));
  const best = who.filter((one) => one.startsWith('keras')).reduce((a, b) => (rates[b] > rates[a] ? b : a), 'keras');
  const mine = rounds.map((round) => round.ours).find((figures) => figures && !figures.error);
  const both = (key) => ({ ours: middle(rounds, 'ours', key), keras: middle(rounds, 'keras', key) });
  return {
    model,
    rates,
    best,
    over: Object.fromEntries(who.filter((one) => one !== 'ours').map((one) => [one, ratio(rounds, one)])),
    step: mine ? [mine.step, mine.xla && 'XLA', mine.threads && `${mine.threads} threads`].filter(Boolean).join(', ') || null : null,
    engine: mine?.engine ?? null,
    parameters: mine?.parameters ?? null,
    firstStep: both('first_step_seconds'),
    build: both('build_seconds'),
    peak: both('peak_rss_mb'),
    failures: who.flatMap((one) => rounds.filter((round) => round[one]?.error).map((round) => `${one}: ${round[one].error}`)),
    rounds,
  };
}
