import { useRun } from '../training/use-run';
import { rangeOf } from './colours';
import { ImageOverlay } from './ImageOverlay';
import './attention.css';
import { captionOf, contentUnder, pictureUnder } from './reading';
import { useResults } from './results-store';
import { WeightBars } from './WeightBars';
import { Words } from './Words';
import { keyWeights, matrixOf, sharpestHead } from './weights';

/** One held-out sample and where the last attention node looks in it: grows sharper while the model learns. */
export function LookCard() {
  const glimpse = useResults((s) => s.glimpse);
  const { run } = useRun(500);
  const map = glimpse?.attention.at(-1);
  if (!glimpse || !map) {
    return (
      <div className="look-card">
        <p className="card-title">What it looks at</p>
        <p className="soft">
          {glimpse
            ? 'No attention node is in this graph.'
            : run?.info.state === 'finished'
              ? 'Open the Attention tab to see it.'
              : 'A held-out sample is shown here once the model has learned a little.'}
        </p>
      </div>
    );
  }
  const head = sharpestHead(map);
  const weights = keyWeights(matrixOf(map, head), null);
  const range = rangeOf(weights);
  const { keys } = map;
  const picture = pictureUnder(keys, glimpse);
  return (
    <div className="look-card">
      <p className="card-title">
        What it looks at
        {map.scores.length > 1 ? <span className="soft">head {head + 1}</span> : null}
      </p>
      {keys.kind === 'grid' && picture ? (
        <ImageOverlay url={picture} grid={keys} weights={weights} range={range} label={`${map.title}: where head ${head + 1} looks`} />
      ) : keys.kind === 'labels' && contentUnder(keys, glimpse)?.kind === 'table' ? (
        <WeightBars names={keys.labels} weights={weights} limit={7} sorted />
      ) : keys.kind === 'labels' ? (
        <Words words={keys.labels} weights={weights} range={range} />
      ) : null}
      <p className="soft">{captionOf(glimpse)}</p>
    </div>
  );
}
