import type { InputFactsOf } from '../../../shared/graph/facts';
import { MOST_SECONDS } from './check-sound';

/** What is known of a recording without reading its samples. */
export interface SoundSize {
  readonly rate: number;
  readonly seconds: number;
}

/** Up to a hundredth of a second. */
const roundUp = (seconds: number): number => Math.ceil(Number((seconds * 100).toFixed(6))) / 100;

/** What recordings have in common: the rate that most of them have, and how long they are. */
export function soundFacts(sounds: readonly SoundSize[]): InputFactsOf<'audio'> {
  const lengths = sounds.map(({ seconds }) => seconds).sort((a, b) => a - b);
  const most = lengths[Math.max(0, Math.ceil(0.95 * lengths.length) - 1)] ?? 0;
  return {
    kind: 'audio',
    rate: [...rateCounts(sounds)][0]?.[0] ?? 16_000,
    seconds: Math.min(MOST_SECONDS, Math.max(0.01, roundUp(most))),
    longest: roundUp(lengths.at(-1) ?? 0),
  };
}

/** How many recordings have each rate, the most common one first. */
function rateCounts(sounds: readonly SoundSize[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { rate } of sounds) counts.set(rate, (counts.get(rate) ?? 0) + 1);
  return new Map([...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0]));
}

/** What a person should know of recordings that differ much: rates that are brought to one, a few that are far longer. */
export function soundWarnings(sounds: readonly SoundSize[], name: string | null = null): string[] {
  const warnings: string[] = [];
  const of = name === null ? '' : ` of “${name}”`;
  const rates = [...rateCounts(sounds)];
  const [common] = rates;
  if (common && rates.length > 1) {
    const listed = rates.slice(0, 4).map(([rate, count]) => `${rate.toLocaleString('en')} Hz (${count.toLocaleString('en')})`);
    warnings.push(
      `The recordings${of} have several rates: ${listed.join(', ')}${rates.length > 4 ? ', …' : ''}. All are brought to the one that the Sound node asks for, ${common[0].toLocaleString('en')} Hz unless you say otherwise.`,
    );
  }
  const { seconds, longest } = soundFacts(sounds);
  if (longest > 2 * seconds) {
    const count = sounds.filter((sound) => sound.seconds > seconds).length;
    const [which, cut] = count === 1 ? [`One recording${of} lasts`, 'it'] : [`${count.toLocaleString('en')} recordings${of} last`, 'them'];
    warnings.push(`${which} longer than ${seconds} s, up to ${longest} s: the Sound node cuts ${cut} unless you set its seconds.`);
  }
  return warnings;
}
