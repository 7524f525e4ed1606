import { useId, useState } from 'react';
import type { SampleView } from '../../../shared/dataset';
import { fromView } from '../../../shared/graph/picture-view';
import type { PredictionOf } from '../../../shared/run';
import { BoxedImage, colourOf, type DrawnBox } from '../../data/BoxedImage';
import { pictureOf } from '../../data/part-content';
import { formatShare } from '../../training/wording';

/** Where the threshold stands at first. */
const SURE = 0.5;

/** What is drawn over a picture: boxes of the model that are sure enough, and the true ones. */
export function drawnBoxes(
  { boxes, view }: PredictionOf<'boxes'>,
  sample: Pick<SampleView, 'boxes' | 'content'>,
  threshold: number,
): { readonly found: readonly DrawnBox[]; readonly truth: readonly DrawnBox[] } {
  const picture = pictureOf(sample.content);
  const found = boxes.flatMap(({ label, score, box }): DrawnBox[] => {
    if (score < threshold) return [];
    if (!picture) return [{ label, score, box }];
    const there = fromView(box, picture, view);
    if (!there) return [];
    const [left, top, width, height] = there;
    return [{ label, score, box: [left / picture.width, top / picture.height, width / picture.width, height / picture.height] }];
  });
  return { found, truth: sample.boxes ?? [] };
}

/** The picture with what the model found in it; a threshold says how sure it must be. */
export function BoxesPrediction(p: { readonly prediction: PredictionOf<'boxes'>; readonly sample: SampleView | null }) {
  const [threshold, setThreshold] = useState(SURE);
  const id = useId();
  const sample: Pick<SampleView, 'boxes' | 'content'> = p.sample ?? { content: { kind: 'text', text: '' } };
  const { found, truth } = drawnBoxes(p.prediction, sample, threshold);
  const labels = [...new Set([...p.prediction.boxes, ...truth].map(({ label }) => label))].sort();
  const picture = pictureOf(sample.content);
  const there = labels.filter((label) => [...found, ...truth].some((box) => box.label === label));
  const count = (label: string) => found.filter((box) => box.label === label).length;
  return (
    <div className="boxes-found" data-testid="predictions">
      {picture ? (
        <BoxedImage content={picture} alt={`with ${found.length} boxes of the model`} boxes={[...truth, ...found]} labels={labels} named />
      ) : null}
      <label className="boxes-threshold" htmlFor={id}>
        At least this sure
        <input
          id={id}
          type="range"
          min={0.05}
          max={0.95}
          step={0.05}
          value={threshold}
          onChange={(event) => setThreshold(Number(event.target.value))}
        />
        <output>
          {Math.round(threshold * 100)}
          {'\u202f'}%
        </output>
      </label>
      <ul className="boxes-legend">
        {there.map((label) => (
          <li key={label}>
            <i style={{ borderColor: colourOf(label, labels) }} aria-hidden="true" />
            {label} <span className="soft">{count(label)} found</span>
          </li>
        ))}
        {truth.length > 0 ? (
          <li className="truth">
            <i aria-hidden="true" />
            dashed: true <span className="soft">{truth.length}</span>
          </li>
        ) : null}
      </ul>
      {found.length === 0 ? (
        <p className="soft">
          Nothing that sure.
          {p.prediction.boxes[0] ? ` The surest is ${p.prediction.boxes[0].label}, ${formatShare(p.prediction.boxes[0].score)}.` : ''}
        </p>
      ) : null}
    </div>
  );
}
