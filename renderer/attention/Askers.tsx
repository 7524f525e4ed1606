import './attention.css';

/** The words that look, where they are others than those that are looked at: a translation over its sentence. One may be chosen. */
export function Askers(p: { readonly words: readonly string[]; readonly query: number | null; onQuery(query: number | null): void }) {
  return (
    <fieldset className="words askers" aria-label="Words that look">
      {p.words.map((word, at) => (
        <button
          // biome-ignore lint/suspicious/noArrayIndexKey: a place in the sentence is what it is known by
          key={at}
          type="button"
          className="word"
          aria-pressed={p.query === at}
          title={`Where it looks at “${word}”`}
          onClick={() => p.onQuery(at === p.query ? null : at)}
        >
          {word}
        </button>
      ))}
      <span className="soft">{p.query === null ? 'look at' : 'looks at'}</span>
    </fieldset>
  );
}
