import { formatNumber } from '../../training/wording';
import { formatDistance } from './format-distance';
import './predictions.css';

/** How far apart two are, on a line from 0, with the mark up to which they are the same. */
export function DistanceScale({ distance, threshold }: { readonly distance: number; readonly threshold: number }) {
  const end = Math.max(distance, threshold * 2) * 1.05 || 1;
  const at = (value: number) => `${Math.min(100, (100 * value) / end)}%`;
  return (
    <div
      className="distance"
      role="img"
      aria-label={`Distance ${formatDistance(distance)}; the same up to ${formatNumber(threshold)}`}
      data-testid="distance"
    >
      <i className="same-part" style={{ width: at(threshold) }} />
      <i className="mark" style={{ left: at(threshold) }} />
      <i className="point" style={{ left: at(distance) }} />
    </div>
  );
}
