import type { Prediction } from '../../shared/run';
import { formatNumber, formatShare } from '../training/wording';
import './models.css';

/** What the model says: classes as bars, best first, or the value. */
function One({ prediction, limit }: { readonly prediction: Prediction; readonly limit: number }) {
  switch (prediction.kind) {
    case 'classes':
      return (
        <dl className="predictions" data-testid="predictions">
          {prediction.classes.slice(0, limit).map(({ label, probability }, i) => [
            <dt key={`l${label}`} className={i === 0 ? 'best' : ''} title={label}>
              {label}
            </dt>,
            <dd key={`b${label}`} className="bar" aria-hidden="true">
              <i style={{ width: `${probability * 100}%` }} />
            </dd>,
            <dd key={`n${label}`} className="number">
              {formatShare(probability)}
            </dd>,
          ])}
        </dl>
      );
    case 'value':
      return (
        <p data-testid="predictions">
          <span className="soft">{prediction.column}</span> <span className="big-figure">{formatNumber(prediction.value)}</span>
        </p>
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
