import type { PredictionOf } from '../../../shared/run';
import { formatNumber } from '../../training/wording';
import { DistanceScale } from './DistanceScale';
import { formatDistance } from './format-distance';

/** Whether two are the same: in the data's word, and why. */
export function MatchPrediction({ prediction }: { readonly prediction: PredictionOf<'match'> }) {
  const { label, same, distance, threshold } = prediction;
  return (
    <div data-testid="predictions">
      <p className="big-figure">{label}</p>
      <DistanceScale distance={distance} threshold={threshold} />
      <p className="soft">
        Distance {formatDistance(distance)} {same ? '≤' : '>'} {formatNumber(threshold)}: {same ? 'the same' : 'different'}
      </p>
    </div>
  );
}
