import { useMemo, useState } from 'react';
import { valueBefore } from '../charts/curve';
import { limitsOf } from '../charts/limits';
import { Plot, type PlotSeries } from '../charts/Plot';
import type { PlotStyle } from '../charts/plot-style';
import { ResetZoom } from '../charts/ResetZoom';
import type { Span } from '../charts/zoom';
import type { Curves } from './curves';
import { capitalise, formatAxis, formatCount, formatMetric, isShare } from './wording';

const STYLES = {
  raw: { colour: '--accent', width: 1, faint: true },
  training: { colour: '--accent', width: 1.5 },
  validation: { colour: '--output', width: 2, marks: true },
} as const satisfies Record<string, PlotStyle>;

const wholeNumber = (value: number): string => (Number.isInteger(value) ? formatCount(value) : '');

/** A curve for training and one for validation over the steps. */
export function Chart(p: {
  readonly metric: string;
  readonly name: string;
  /** A new object whenever points came. */
  readonly curves: Curves;
  readonly steps: number;
  /** The last step of the whole run: the axis leaves room for what is to come. */
  readonly until: number;
  readonly span: Span | null;
  onSpan(span: Span | null): void;
}) {
  const { metric, name, curves, steps } = p;
  const [cursor, setCursor] = useState<number | null>(null);
  const series = useMemo(
    (): readonly PlotSeries[] => [
      ...(curves.raw ? [{ curve: curves.raw, style: STYLES.raw }] : []),
      { curve: curves.training, style: STYLES.training },
      { curve: curves.validation, style: STYLES.validation },
    ],
    [curves],
  );
  const training = cursor === null ? curves.lastTraining : valueBefore(curves.training, cursor);
  const validation = cursor === null ? curves.lastValidation : valueBefore(curves.validation, cursor);
  const say = (value: number | null) => (value === null ? '–' : formatMetric(metric, value));
  return (
    <figure
      className="chart"
      aria-label={`${capitalise(name)} over ${steps} steps: training ${say(curves.lastTraining)}, validation ${say(curves.lastValidation)}`}
      data-metric={metric}
      data-points={steps}
    >
      <figcaption className="card-title">
        {capitalise(name)}
        {cursor === null ? null : <span className="soft figures">step {formatCount(Math.max(0, Math.round(cursor)))}</span>}
        <ResetZoom span={p.span} onSpan={p.onSpan} />
      </figcaption>
      <Plot
        series={series}
        whole={{ from: 0, to: Math.max(1, p.until, steps) }}
        span={p.span}
        onSpan={p.onSpan}
        onCursor={setCursor}
        formatX={wholeNumber}
        formatY={(value) => formatAxis(metric, value)}
        limits={(range) => limitsOf(range, isShare(metric))}
        label={`Curves of ${name}`}
      />
      <p className="legend figures">
        <span>
          <i className="legend-line training" />
          training {say(training)}
        </span>
        <span>
          <i className="legend-line validation" />
          validation {say(validation)}
        </span>
      </p>
    </figure>
  );
}
