import type { PredictionOf } from '../../../shared/run';
import { formatShare } from '../../training/wording';
import './written.css';

/** A text that the model wrote; the surer of a word, the stronger the line below it. */
export function WrittenText({ prediction, limit }: { readonly prediction: PredictionOf<'sequence'>; readonly limit: number }) {
  const { text, tokens, others, probability, ended, search } = prediction;
  const words = tokens.filter(({ token }) => token !== '[END]');
  const apart = text.includes(' ') || words.length < 2 ? ' ' : '';
  return (
    <div data-testid="predictions" className="written">
      <p className="written-text" data-testid="written">
        {words.length === 0 ? <span className="soft">Nothing was written.</span> : null}
        {words.map(({ token, probability: sure }, at) => (
          // Words come again: only their places tell them apart.
          // biome-ignore lint/suspicious/noArrayIndexKey: the place is what tells a word apart
          <span key={at}>
            <span
              className={sure === null ? '' : 'sure'}
              style={sure === null ? {} : { borderBottomColor: shade(sure) }}
              title={sure === null ? '' : `${token}: ${formatShare(sure)}`}
            >
              {token}
            </span>
            {apart}
          </span>
        ))}
        {ended ? null : (
          <span className="soft" title="Cut off at the longest that is written">
            …
          </span>
        )}
      </p>
      <p className="soft">
        {formatShare(probability)} sure of the whole, by {search === 'beam' ? 'beam' : 'greedy'} search
      </p>
      {others.length > 0 ? (
        <ol className="written-others" aria-label="Also found, less likely">
          {others.slice(0, limit).map((other) => (
            <li key={other.text}>
              <span>{other.text || '(nothing)'}</span> <span className="number">{formatShare(other.probability)}</span>
            </li>
          ))}
        </ol>
      ) : null}
    </div>
  );
}

const shade = (sure: number): string => `color-mix(in srgb, var(--output) ${Math.round(sure * 100)}%, var(--line))`;
