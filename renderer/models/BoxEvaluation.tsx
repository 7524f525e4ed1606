import { useState } from 'react';
import type { Evaluation } from '../../shared/run';
import { formatCount, formatShare } from '../training/wording';
import { Button } from '../ui/Button';

type Report = NonNullable<Evaluation['boxes']>;
type Label = Report['labels'][number];

const [W, H, LEFT, BOTTOM, TOP, RIGHT] = [300, 220, 44, 34, 8, 12];
const PARTS = [0, 0.25, 0.5, 0.75, 1];

/** How many of the boxes that are said are right, over how many of the true ones are said. */
function Curve({ label }: { readonly label: Label }) {
  const x = (recall: number) => LEFT + recall * (W - LEFT - RIGHT);
  const y = (precision: number) => H - BOTTOM - precision * (H - BOTTOM - TOP);
  const points = label.precisions.map((precision, i) => `${x(i / (label.precisions.length - 1))},${y(precision)}`).join(' ');
  return (
    <svg
      className="scatter precision-recall"
      viewBox={`0 0 ${W} ${H}`}
      role="img"
      aria-label={`Precision over recall of ${label.label}`}
      data-testid="precision-recall"
    >
      {PARTS.map((part) => (
        <g key={part}>
          <line x1={LEFT} x2={W - RIGHT} y1={y(part)} y2={y(part)} stroke="var(--line)" />
          <text x={LEFT - 6} y={y(part) + 4} textAnchor="end">
            {part}
          </text>
          <text x={x(part)} y={H - BOTTOM + 14} textAnchor="middle">
            {part}
          </text>
        </g>
      ))}
      <polyline points={points} fill="none" stroke="var(--output)" strokeWidth={2} />
      <text x={(W + LEFT) / 2} y={H - 4} textAnchor="middle">
        recall: true boxes that are found
      </text>
      <text x={12} y={(H - BOTTOM) / 2} textAnchor="middle" transform={`rotate(-90 12 ${(H - BOTTOM) / 2})`}>
        precision
      </text>
    </svg>
  );
}

const inWords = ({ missed, wrong }: Report['worst'][number]): string =>
  [missed > 0 ? `${missed} missed` : '', wrong > 0 ? `${wrong} wrong` : ''].filter(Boolean).join(', ');

/** Each label's average precision and its curve; the samples that went worst open. */
export function BoxEvaluation({ report, onSample }: { readonly report: Report; onSample(index: number): void }) {
  const labels = [...report.labels].sort((a, b) => (b.average_precision ?? -1) - (a.average_precision ?? -1));
  const [chosen, choose] = useState(labels[0]?.label ?? '');
  const shown = labels.find(({ label }) => label === chosen) ?? labels[0];
  return (
    <>
      <section className="label-precisions" aria-label="Average precision by label">
        <h3 className="section-head">Average precision</h3>
        {labels.map(({ label, boxes, average_precision }) => (
          <button
            key={label}
            type="button"
            className="label-precision"
            aria-pressed={label === shown?.label}
            onClick={() => choose(label)}
            data-testid="label-precision"
          >
            <span className="name" title={label}>
              {label}
            </span>
            <span className="bar" aria-hidden="true">
              <i style={{ width: `${(average_precision ?? 0) * 100}%` }} />
            </span>
            <span className="number">{average_precision === null ? '–' : formatShare(average_precision)}</span>
            <span className="soft">{boxes === 1 ? '1 box' : `${formatCount(boxes)} boxes`}</span>
          </button>
        ))}
      </section>
      {shown ? (
        <section aria-label={`Curve of ${shown.label}`}>
          <h3 className="section-head">{shown.label}</h3>
          <Curve label={shown} />
        </section>
      ) : null}
      <section className="mistakes" aria-label="Worst samples">
        <h3 className="section-head">Worst samples</h3>
        {report.worst.length === 0 ? <p className="soft">None: every box was found, and nothing else.</p> : null}
        {report.worst.slice(0, 10).map((sample) => (
          <Button key={sample.index} variant="plain" onClick={() => onSample(sample.index)}>
            Sample {formatCount(sample.index + 1)} <span className="soft">{inWords(sample)}</span>
          </Button>
        ))}
      </section>
    </>
  );
}
