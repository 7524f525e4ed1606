import { useState } from 'react';
import { valueBefore } from '../charts/curve';
import { limitsOf } from '../charts/limits';
import { Plot, type PlotSeries } from '../charts/Plot';
import { ResetZoom } from '../charts/ResetZoom';
import type { Span } from '../charts/zoom';
import { capitalise, formatAxis, formatMetric, isShare, metricName } from '../training/wording';
import type { RunCurve, Subject } from './curve-series';
import { formatX, placeWords, type XAxis } from './x-axis';

/** The same curve of every run, over a common axis. */
export function CompareChart(p: {
  readonly subject: Subject;
  readonly axis: XAxis;
  readonly curves: readonly RunCurve[];
  readonly series: readonly PlotSeries[];
  readonly whole: Span;
  readonly span: Span | null;
  onSpan(span: Span | null): void;
}) {
  const { axis, curves } = p;
  const { metric, part } = p.subject;
  const [cursor, setCursor] = useState<number | null>(null);
  const name = `${part} ${metricName(metric)}`;
  const told = curves.map(({ compared, curve }) => ({
    ...compared,
    value: valueBefore(curve, cursor ?? Infinity),
  }));
  const say = (value: number | null) => (value === null ? '–' : formatMetric(metric, value));
  const points = curves.reduce((sum, { curve }) => sum + curve.y.length, 0);
  const summary = told.map(({ run, value }) => `${run.info.name} ${say(value)}`).join(', ');
  return (
    <figure
      className="chart"
      aria-label={`${capitalise(name)}: ${summary || 'no curves'}`}
      data-metric={metric}
      data-part={part}
      data-points={points}
    >
      <figcaption className="card-title">
        {capitalise(name)}
        {cursor === null ? null : <span className="soft figures">{placeWords(axis, cursor)}</span>}
        <ResetZoom span={p.span} onSpan={p.onSpan} />
      </figcaption>
      <Plot
        series={p.series}
        whole={p.whole}
        span={p.span}
        onSpan={p.onSpan}
        onCursor={setCursor}
        formatX={(x) => formatX(axis, x)}
        formatY={(value) => formatAxis(metric, value)}
        limits={(range) => limitsOf(range, isShare(metric))}
        label={`Curves of ${name}`}
      />
      <p className="chart-values figures">
        {told.length === 0 ? <span>No run that is drawn tells this.</span> : null}
        {told.map(({ id, mark, value }) => (
          <span key={id}>
            <b style={{ color: `var(${mark.colour})` }}>{mark.letter}</b> {say(value)}
          </span>
        ))}
      </p>
    </figure>
  );
}
