import type { Curve } from '../charts/curve';
import { lastX } from '../charts/curve';
import type { PlotSeries } from '../charts/Plot';
import { curvesOf, type StepToX, watchedMetric } from '../training/curves';
import type { RunData } from '../training/run-data';
import type { ComparedRun } from './compared-runs';
import { stepToX, type XAxis } from './x-axis';

/** A curve of every run: what one chart of the comparison shows. */
export type Subject = { readonly metric: string; readonly part: 'training' | 'validation' };

/** The curves of one run in a chart, the last one the one that is named. */
export interface RunCurve {
  readonly compared: ComparedRun;
  readonly curve: Curve;
  /** Every step, behind the smoothed curve; null: nothing is smoothed. */
  readonly behind: Curve | null;
  /** Few points, each of an epoch. */
  readonly byEpoch: boolean;
}

/** The metric that these runs are compared by beside the loss; null: none tells one. */
export function commonMetric(runs: readonly RunData[]): string | null {
  const told = runs.flatMap((run) => watchedMetric(run) ?? []);
  return told.find((metric) => metric === 'accuracy') ?? told[0] ?? null;
}

/** Every step's place on an axis that is not the steps themselves, once for all curves of a run. */
function placed(run: RunData, toX: StepToX): Float64Array {
  return run.step.view().map((step) => toX(step));
}

/**
 * The curves of a chart. A run that cannot be put on the axis yet, or does not tell the metric, is left out.
 *
 * @param smooth training curves by step are averaged, with every step behind them
 */
export function runCurves(runs: readonly ComparedRun[], { metric, part }: Subject, axis: XAxis, smooth: boolean): readonly RunCurve[] {
  return runs.flatMap((compared): readonly RunCurve[] => {
    const { run } = compared;
    const toX = stepToX(axis, run.epochs);
    if (compared.hidden || !toX) return [];
    const curves = curvesOf(run, metric, toX);
    if (part === 'validation' || !curves.raw) {
      const curve = curves[part];
      return curve.y.length === 0 ? [] : [{ compared, curve, behind: null, byEpoch: true }];
    }
    const xs = axis === 'step' ? null : placed(run, toX);
    const at = (curve: Curve): Curve => (xs ? { y: curve.y, x: (i) => xs[i] ?? Number.NaN } : curve);
    return [
      smooth
        ? { compared, curve: at(curves.training), behind: at(curves.raw), byEpoch: false }
        : { compared, curve: at(curves.raw), behind: null, byEpoch: false },
    ];
  });
}

/** As the drawing takes them: what lies behind first. */
export function seriesOf(curves: readonly RunCurve[]): readonly PlotSeries[] {
  return [
    ...curves.flatMap(({ behind, compared: { mark } }): readonly PlotSeries[] =>
      behind ? [{ curve: behind, style: { colour: mark.colour, width: 1, faint: true } }] : [],
    ),
    ...curves.map(
      ({ curve, byEpoch, compared: { mark } }): PlotSeries => ({
        curve,
        style: { colour: mark.colour, width: byEpoch ? 2 : 1.5, ...(mark.dash.length > 0 ? { dash: mark.dash } : {}) },
      }),
    ),
  ];
}

/** Where the last of the curves ends. */
export function endOf(curves: readonly RunCurve[]): number {
  return Math.max(0, ...curves.map(({ curve }) => lastX(curve) ?? 0));
}
