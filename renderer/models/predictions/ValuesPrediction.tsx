import type { PredictionOf } from '../../../shared/run';
import { formatNumber } from '../../training/wording';

/** Several numbers, one a column, in the data's units. */
export function ValuesPrediction({ prediction }: { readonly prediction: PredictionOf<'values'> }) {
  return (
    <dl className="run-facts" data-testid="predictions">
      {prediction.values.map(({ column, value }) => [
        <dt key={`k${column}`} title={column}>
          {column}
        </dt>,
        <dd key={`v${column}`}>{formatNumber(value)}</dd>,
      ])}
    </dl>
  );
}
