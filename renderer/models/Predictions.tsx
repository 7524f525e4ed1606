import type { Prediction } from '../../shared/run';
import { formatNumber, formatShare } from '../training/wording';
import './models.css';
import { TaggedWords } from './TaggedWords';
import { WrittenText } from './WrittenText';

/** `80 % between 3.1 and 9.4`: from the first quantile to the last. */
function Interval({ quantiles }: { readonly quantiles: NonNullable<Extract<Prediction, { kind: 'value' }>['quantiles']> }) {
  const [first, last] = [quantiles[0], quantiles.at(-1)];
  if (!first || !last || first === last) return null;
  return (
    <p className="soft" data-testid="interval">
      {formatShare(last.quantile - first.quantile)} between {formatNumber(first.value)} and {formatNumber(last.value)}
    </p>
  );
}

interface Share {
  readonly label: string;
  readonly probability: number;
}

/** Classes or labels as bars, in their order; what is said to be true stands out. */
function Bars(p: { readonly shares: readonly Share[]; isBest(share: Share, at: number): boolean }) {
  return (
    <dl className="predictions" data-testid="predictions">
      {p.shares.map((share, at) => [
        <dt key={`l${share.label}`} className={p.isBest(share, at) ? 'best' : ''} title={share.label}>
          {share.label}
        </dt>,
        <dd key={`b${share.label}`} className="bar" aria-hidden="true">
          <i style={{ width: `${share.probability * 100}%` }} />
        </dd>,
        <dd key={`n${share.label}`} className="number">
          {formatShare(share.probability)}
        </dd>,
      ])}
    </dl>
  );
}

/** What the model says: classes as bars, best first, the value, what it wrote, or words with their tags. */
function One({ prediction, limit }: { readonly prediction: Prediction; readonly limit: number }) {
  switch (prediction.kind) {
    case 'classes':
      return <Bars shares={prediction.classes.slice(0, limit)} isBest={(_, at) => at === 0} />;
    case 'labels':
      return <Bars shares={prediction.labels.slice(0, limit)} isBest={({ probability }) => probability >= 0.5} />;
    case 'sequence':
      return <WrittenText prediction={prediction} limit={limit} />;
    case 'tags':
      return <TaggedWords prediction={prediction} />;
    case 'value':
      return (
        <div data-testid="predictions">
          <p>
            <span className="soft">{prediction.column}</span> <span className="big-figure">{formatNumber(prediction.value)}</span>
          </p>
          <Interval quantiles={prediction.quantiles ?? []} />
        </div>
      );
  }
}

/** Every answer of the model. */
export function Predictions({ predictions, limit = 10 }: { readonly predictions: readonly Prediction[]; readonly limit?: number }) {
  return (
    <>
      {predictions.map((prediction) => (
        <One key={prediction.node} prediction={prediction} limit={limit} />
      ))}
    </>
  );
}
