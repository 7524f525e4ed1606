import { useId, useState } from 'react';
import { boxesOnPicture, pictureOf } from '../../../shared/boxes-on-picture';
import type { SampleView } from '../../../shared/dataset';
import type { PredictionOf } from '../../../shared/run';
import { BoxedImage, colourOf } from '../../data/BoxedImage';
import { useBoxLabels } from '../../data/box-labels';
import { formatShare } from '../../training/wording';

/** Where the threshold stands at first. */
const SURE = 0.5;

/** The picture with what the model found in it; a threshold says how sure it must be. */
export function BoxesPrediction(p: { readonly prediction: PredictionOf<'boxes'>; readonly sample: SampleView | null }) {
  const [threshold, setThreshold] = useState(SURE);
  const id = useId();
  const sample: Pick<SampleView, 'boxes' | 'content'> = p.sample ?? { content: { kind: 'text', text: '' } };
  const found = boxesOnPicture(p.prediction, sample.content, threshold);
  const truth = sample.boxes ?? [];
  const known = useBoxLabels();
  const labels = [...new Set([...known, ...[...p.prediction.boxes, ...truth].map(({ label }) => label)])];
  const picture = pictureOf(sample.content);
  const there = labels.filter((label) => [...found, ...truth].some((box) => box.label === label));
  const count = (label: string) => found.filter((box) => box.label === label).length;
  return (
    <div className="boxes-found" data-testid="predictions">
      {picture ? <BoxedImage content={picture} alt={`with ${found.length} boxes of the model`} boxes={[...truth, ...found]} named /> : null}
      <div className="boxes-said">
        <label className="boxes-threshold" htmlFor={id}>
          At least this sure
          <output>{`${Math.round(threshold * 100)}\u202f%`}</output>
          <input
            id={id}
            type="range"
            min={0.05}
            max={0.95}
            step={0.05}
            value={threshold}
            onChange={(event) => setThreshold(Number(event.target.value))}
          />
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
    </div>
  );
}
