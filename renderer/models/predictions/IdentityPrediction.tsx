import type { PredictionOf } from '../../../shared/run';
import { formatNumber } from '../../training/wording';
import './predictions.css';

/** Who it is, and who is nearest: the shorter the bar, the nearer. */
export function IdentityPrediction({ prediction, limit }: { readonly prediction: PredictionOf<'identity'>; readonly limit: number }) {
  const { label, nearest, threshold } = prediction;
  const shown = nearest.slice(0, limit);
  const end = Math.max(threshold, ...shown.map(({ distance }) => distance)) || 1;
  return (
    <div data-testid="predictions">
      <p className="big-figure">{label ?? 'Nobody known'}</p>
      <dl className="predictions nearest">
        {shown.map((one) => [
          <dt key={`l${one.label}`} className={one.label === label ? 'best' : ''} title={one.label}>
            {one.label}
          </dt>,
          <dd key={`b${one.label}`} className="bar" aria-hidden="true">
            <i className={one.distance <= threshold ? '' : 'beyond'} style={{ width: `${(100 * one.distance) / end}%` }} />
            <b className="limit" style={{ left: `${(100 * threshold) / end}%` }} />
          </dd>,
          <dd key={`n${one.label}`} className="number">
            {formatNumber(one.distance)}
          </dd>,
        ])}
      </dl>
      <p className="soft">Distance to the mean of each; known up to {formatNumber(threshold)}</p>
    </div>
  );
}
