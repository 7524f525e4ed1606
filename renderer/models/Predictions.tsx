import type { SampleView } from '../../shared/dataset';
import type { Prediction } from '../../shared/run';
import { titleOf } from '../canvas/fits';
import { useDrawing } from '../state/drawing';
import { Bars } from './predictions/Bars';
import { BoxesPrediction } from './predictions/BoxesPrediction';
import { IdentityPrediction } from './predictions/IdentityPrediction';
import { ItemsPrediction } from './predictions/ItemsPrediction';
import { MatchPrediction } from './predictions/MatchPrediction';
import { SpectrogramPrediction } from './predictions/SpectrogramPrediction';
import { TaggedWords } from './predictions/TaggedWords';
import { ValuePrediction } from './predictions/ValuePrediction';
import { ValuesPrediction } from './predictions/ValuesPrediction';
import { WrittenText } from './predictions/WrittenText';
import './models.css';

/** What the model says: classes as bars, best first, or the value. A view each in `predictions/`. */
function One({
  prediction,
  limit,
  sample,
}: {
  readonly prediction: Prediction;
  readonly limit: number;
  readonly sample: SampleView | null;
}) {
  switch (prediction.kind) {
    case 'classes':
      return <Bars shares={prediction.classes.slice(0, limit)} isBest={(_, at) => at === 0} />;
    case 'labels':
      return <Bars shares={prediction.labels.slice(0, limit)} isBest={({ probability }) => probability >= 0.5} />;
    case 'sequence':
      return <WrittenText prediction={prediction} limit={limit} />;
    case 'tags':
      return <TaggedWords prediction={prediction} />;
    case 'spectrogram':
      return <SpectrogramPrediction prediction={prediction} />;
    case 'boxes':
      return <BoxesPrediction prediction={prediction} sample={sample} />;
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

/** Every answer of the model about a sample. */
export function Predictions(p: { readonly predictions: readonly Prediction[]; readonly limit?: number; readonly sample?: SampleView }) {
  const { predictions, limit = 10, sample = null } = p;
  const { graph, registry } = useDrawing();
  const [only, ...others] = predictions;
  if (only && others.length === 0) return <One prediction={only} limit={limit} sample={sample} />;
  return (
    <div className="several">
      {predictions.map((prediction) => (
        <section key={prediction.node}>
          <h4>{Object.hasOwn(graph.nodes, prediction.node) ? titleOf(registry, graph, prediction.node) : prediction.node}</h4>
          <One prediction={prediction} limit={limit} sample={sample} />
        </section>
      ))}
    </div>
  );
}
