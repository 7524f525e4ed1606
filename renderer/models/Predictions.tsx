import type { Prediction } from '../../shared/run';
import { Bars } from './predictions/Bars';
import { SpectrogramPrediction } from './predictions/SpectrogramPrediction';
import { ValuePrediction } from './predictions/ValuePrediction';
import './models.css';

/** What the model says: classes as bars, best first, or the value. A view each in `predictions/`. */
function One({ prediction, limit }: { readonly prediction: Prediction; readonly limit: number }) {
  switch (prediction.kind) {
    case 'classes':
      return <Bars shares={prediction.classes.slice(0, limit)} isBest={(_, at) => at === 0} />;
    case 'labels':
      return <Bars shares={prediction.labels.slice(0, limit)} isBest={({ probability }) => probability >= 0.5} />;
    case 'spectrogram':
      return <SpectrogramPrediction prediction={prediction} />;
    case 'value':
      return <ValuePrediction prediction={prediction} />;
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
