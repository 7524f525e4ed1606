import type { PredictionOf } from '../../../shared/run';
import { formatShare } from '../../training/wording';
import './predictions.css';

/** Items, the best first. */
export function ItemsPrediction({ prediction, limit }: { readonly prediction: PredictionOf<'items'>; readonly limit: number }) {
  const shown = prediction.items.slice(0, limit);
  const most = shown[0]?.probability || 1;
  return (
    <dl className="predictions ranked" data-testid="predictions">
      {shown.map(({ item, probability }, at) => [
        <dt key={`l${item}`} className={at === 0 ? 'best' : ''}>
          <span className="soft rank">{at + 1}</span> {item}
        </dt>,
        <dd key={`b${item}`} className="bar" aria-hidden="true">
          <i style={{ width: `${(100 * probability) / most}%` }} />
        </dd>,
        <dd key={`n${item}`} className="number">
          {formatShare(probability)}
        </dd>,
      ])}
    </dl>
  );
}
