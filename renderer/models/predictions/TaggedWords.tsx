import type { PredictionOf } from '../../../shared/run';
import { formatShare } from '../../training/wording';
import './written.css';

/** Colours that tags take in turn; tags of one name have one colour in every sample. */
const COLOURS = ['--extractor', '--fusion', '--input', '--similarity', '--attention', '--normalisation', '--output'] as const;

/** A tag that most words have says that there is nothing to say. */
const NOTHING = /^(o|none|-|_|0)$/i;

/** Words with the tag below each, coloured by it; the paler, the less sure. */
export function TaggedWords({ prediction }: { readonly prediction: PredictionOf<'tags'> }) {
  const told = prediction.labels.filter((label) => !NOTHING.test(label));
  const colour = (tag: string) => (NOTHING.test(tag) ? null : (COLOURS[told.indexOf(tag) % COLOURS.length] ?? null));
  return (
    <p className="tagged-words" data-testid="predictions">
      {prediction.places.map(({ word, tag, probability }, at) => {
        const own = colour(tag);
        const share = Math.round(10 + 18 * probability);
        return (
          <span
            // Words come again: only their places tell them apart.
            // biome-ignore lint/suspicious/noArrayIndexKey: the place is what tells a word apart
            key={at}
            className="tagged-word"
            title={`${word}: ${tag}, ${formatShare(probability)}`}
            style={own ? { background: `color-mix(in srgb, var(${own}) ${share}%, transparent)` } : {}}
          >
            <span>{word}</span>
            <small style={own ? { color: `var(${own})` } : {}}>{tag}</small>
          </span>
        );
      })}
      {prediction.places.length === 0 ? <span className="soft">No words.</span> : null}
    </p>
  );
}
