import { formatWeight } from '../training/wording';
import { type HeatRange, heatIndex } from './colours';

/** Words behind which the accent is the stronger the more they weigh; never so strong that they cannot be read. */
export function Words(p: {
  readonly words: readonly string[];
  readonly weights: readonly number[];
  /** From the weight that leaves a word plain to the one that colours it fully. */
  readonly range: HeatRange;
  /** The word that looks. */
  readonly query?: number | null;
  onWord?(index: number): void;
}) {
  const strength = (i: number) => 0.04 + (heatIndex(p.weights[i] ?? 0, p.range) / 255) * 0.51;
  return (
    <div className="words" data-testid="words">
      {p.words.map((word, i) => {
        const title = `${word}: ${formatWeight(p.weights[i] ?? 0)}`;
        const inner = (
          <>
            <i style={{ opacity: strength(i) }} />
            {word}
            <span className="hidden-text"> {formatWeight(p.weights[i] ?? 0)}</span>
          </>
        );
        const { onWord } = p;
        return onWord ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: a place in the sentence is what it is known by
          <button key={i} type="button" className="word" title={title} aria-pressed={p.query === i} onClick={() => onWord(i)}>
            {inner}
          </button>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: as above
          <span key={i} className="word" title={title}>
            {inner}
          </span>
        );
      })}
    </div>
  );
}
