import { useMemo, useState } from 'react';
import type { Span } from '../charts/zoom';
import { CompareChart } from './CompareChart';
import { useCompare } from './compare-store';
import type { ComparedRun } from './compared-runs';
import { commonMetric, endOf, runCurves, type Subject, seriesOf } from './curve-series';

/** Training loss, validation loss and the metric, each with a curve a run; all over the same part of the axis. */
export function CompareCharts({ runs }: { readonly runs: readonly ComparedRun[] }) {
  const axis = useCompare((s) => s.axis);
  const smooth = useCompare((s) => s.smooth);
  // Another axis is seen as a whole first.
  const [zoomed, setZoomed] = useState<{ readonly axis: string; readonly span: Span | null } | null>(null);
  const span = zoomed?.axis === axis ? zoomed.span : null;
  const charts = useMemo(() => {
    const metric = commonMetric(runs.map(({ run }) => run));
    const validated = metric !== null && runs.some(({ run }) => run.epochs.some((epoch) => `val_${metric}` in epoch.metrics));
    const subjects: readonly Subject[] = [
      { metric: 'loss', part: 'training' },
      { metric: 'loss', part: 'validation' },
      ...(metric === null ? [] : [{ metric, part: validated ? 'validation' : 'training' } as const]),
    ];
    return subjects.map((subject) => {
      const curves = runCurves(runs, subject, axis, smooth);
      return { subject, curves, series: seriesOf(curves) };
    });
  }, [runs, axis, smooth]);
  const end = Math.max(...charts.map((chart) => endOf(chart.curves)));
  const whole = { from: 0, to: end > 0 ? end : 1 };
  return (
    <div className="compare-charts">
      {charts.map(({ subject, curves, series }) => (
        <CompareChart
          key={`${subject.part} ${subject.metric}`}
          subject={subject}
          axis={axis}
          curves={curves}
          series={series}
          whole={whole}
          span={span}
          onSpan={(next) => setZoomed({ axis, span: next })}
        />
      ))}
    </div>
  );
}
