import type { PredictionOf } from '../../../shared/run';
import { formatNumber, formatShare } from '../../training/wording';

/** A number, and the interval around it where the model gives one. */
export function ValuePrediction({ prediction }: { readonly prediction: PredictionOf<'value'> }) {
  return (
    <div data-testid="predictions">
      <p>
        <span className="soft">{prediction.column}</span> <span className="big-figure">{formatNumber(prediction.value)}</span>
      </p>
      <Interval quantiles={prediction.quantiles ?? []} />
    </div>
  );
}

/** `80 % between 3.1 and 9.4`: from the first quantile to the last. */
function Interval({ quantiles }: { readonly quantiles: NonNullable<PredictionOf<'value'>['quantiles']> }) {
  const [first, last] = [quantiles[0], quantiles.at(-1)];
  if (!first || !last || first === last) return null;
  return (
    <p className="soft" data-testid="interval">
      {formatShare(last.quantile - first.quantile)} between {formatNumber(first.value)} and {formatNumber(last.value)}
    </p>
  );
}
