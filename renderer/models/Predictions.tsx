import type { Prediction } from '../../shared/run';
import { titleOf } from '../canvas/fits';
import { useDrawing } from '../state/drawing';
import { Bars } from './predictions/Bars';
import { IdentityPrediction } from './predictions/IdentityPrediction';
import { ItemsPrediction } from './predictions/ItemsPrediction';
import { MatchPrediction } from './predictions/MatchPrediction';
import { ValuePrediction } from './predictions/ValuePrediction';
import { ValuesPrediction } from './predictions/ValuesPrediction';
import './models.css';

/** What the model says: classes as bars, best first, or the value. A view each in `predictions/`. */
function One({ prediction, limit }: { readonly prediction: Prediction; readonly limit: number }) {
  switch (prediction.kind) {
    case 'classes':
      return <Bars shares={prediction.classes.slice(0, limit)} isBest={(_, at) => at === 0} />;
    case 'labels':
      return <Bars shares={prediction.labels.slice(0, limit)} isBest={({ probability }) => probability >= 0.5} />;
    case 'value':
      return <ValuePrediction prediction={prediction} />;
    case 'values':
      return <ValuesPrediction prediction={prediction} />;
    case 'match':
      return <MatchPrediction prediction={prediction} />;
    case 'identity':
      return <IdentityPrediction prediction={prediction} limit={limit} />;
    case 'items':
      return <ItemsPrediction prediction={prediction} limit={limit} />;
  }
}

/** Every answer of the model. */
export function Predictions({ predictions, limit = 10 }: { readonly predictions: readonly Prediction[]; readonly limit?: number }) {
  const { graph, registry } = useDrawing();
  const [only, ...others] = predictions;
  if (only && others.length === 0) return <One prediction={only} limit={limit} />;
  return (
    <div className="several">
      {predictions.map((prediction) => (
        <section key={prediction.node}>
          <h4>{Object.hasOwn(graph.nodes, prediction.node) ? titleOf(registry, graph, prediction.node) : prediction.node}</h4>
          <One prediction={prediction} limit={limit} />
        </section>
      ))}
    </div>
  );
}
