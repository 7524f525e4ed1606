import { formatWeight } from '../training/wording';

/** Words behind which the accent is the stronger the more they weigh; never so strong that they cannot be read. */
export function Words(p: {
  readonly words: readonly string[];
  readonly weights: readonly number[];
  readonly full: number;
  /** The word that looks. */
  readonly query?: number | null;
  onWord?(index: number): void;
}) {
  const strength = (i: number) => (p.full > 0 ? Math.min(1, (p.weights[i] ?? 0) / p.full) * 0.55 : 0);
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
