import { useEffect, useRef, useState } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { useTheme } from '../state/theme';
import type { Curves } from './curves';
import { capitalise, formatCount, formatMetric, isShare } from './wording';

function colours(element: Element) {
  const style = getComputedStyle(element);
  const read = (name: string) => style.getPropertyValue(name).trim();
  return { accent: read('--accent'), validation: read('--output'), line: read('--line'), text: read('--faint'), font: read('--mono') };
}

function toData(curves: Curves): uPlot.AlignedData {
  // uPlot's types ask for arrays; it takes typed ones as well.
  return [curves.steps, curves.raw, curves.training, curves.validation] as uPlot.AlignedData;
}

function options(
  element: Element,
  metric: string,
  onCursor: (index: number | null) => void,
  onZoom: (zoomed: boolean) => void,
  view: { zoomed(): boolean; until(): number },
): uPlot.Options {
  const c = colours(element);
  const axis = { stroke: c.text, font: `11px ${c.font}`, ticks: { show: false }, gap: 6 };
  return {
    width: Math.max(80, element.clientWidth),
    height: Math.max(60, element.clientHeight),
    legend: { show: false },
    padding: [8, 8, 0, 0],
    cursor: { points: { size: 6 }, y: false, drag: { x: true, y: false, setScale: true } },
    scales: {
      x: { time: false, range: (_plot, low, high) => (view.zoomed() ? [low, high] : [0, Math.max(1, view.until(), high ?? 1)]) },
      y: {
        range: (_plot, low, high) => {
          if (!Number.isFinite(low) || !Number.isFinite(high)) return [0, 1];
          const pad = Math.max((high - low) * 0.08, Math.abs(high) * 1e-3, 1e-6);
          return [Math.max(0, low - pad), isShare(metric) ? Math.min(1.005, high + pad) : high + pad];
        },
      },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        size: 22,
        values: (_plot, splits) => splits.map((value) => (Number.isInteger(value) ? formatCount(value) : '')),
      },
      {
        ...axis,
        grid: { stroke: c.line, width: 1 },
        size: 46,
        space: 28,
        values: (_plot, splits) =>
          splits.map((value) => (isShare(metric) ? `${Number((value * 100).toFixed(1))}\u202f%` : `${Number(value.toPrecision(4))}`)),
      },
    ],
    series: [
      {},
      { stroke: `${c.accent}3a`, width: 1, points: { show: false } },
      { stroke: c.accent, width: 1.5, points: { show: false }, spanGaps: true },
      { stroke: c.validation, width: 2, spanGaps: true, points: { show: true, size: 5, fill: c.validation } },
    ],
    hooks: {
      setCursor: [(plot) => onCursor(plot.cursor.idx ?? null)],
      setSelect: [(plot) => plot.select.width > 0 && onZoom(true)],
      ready: [(plot) => plot.over.addEventListener('dblclick', () => onZoom(false))],
    },
  };
}

/** The newest value up to `index`. */
function valueAt(values: ArrayLike<number | null>, index: number): number | null {
  for (let i = Math.min(index, values.length - 1); i >= 0; i--) {
    const value = values[i];
    if (value !== null && value !== undefined && Number.isFinite(value)) return value;
  }
  return null;
}

/** A curve for training and one for validation over the steps. Drag to zoom, double-click to see all again. */
export function Chart(p: {
  readonly metric: string;
  readonly name: string;
  readonly curves: Curves;
  /** The last step of the whole run: the axis leaves room for what is to come. */
  readonly until: number;
}) {
  const { metric, name, curves } = p;
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const zoomed = useRef(false);
  const latest = useRef(curves);
  latest.current = curves;
  const last = useRef(p.until);
  last.current = p.until;
  const theme = useTheme((s) => s.shown);
  const [cursor, setCursor] = useState<number | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme changes the colours that are read from the page
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const onZoom = (now: boolean) => {
      zoomed.current = now;
    };
    const drawn = new uPlot(
      options(element, metric, setCursor, onZoom, { zoomed: () => zoomed.current, until: () => last.current }),
      toData(latest.current),
      element,
    );
    plot.current = drawn;
    const resize = new ResizeObserver(() =>
      drawn.setSize({ width: Math.max(80, element.clientWidth), height: Math.max(60, element.clientHeight) }),
    );
    resize.observe(element);
    return () => {
      resize.disconnect();
      drawn.destroy();
      plot.current = null;
      zoomed.current = false;
    };
  }, [metric, theme]);

  useEffect(() => {
    plot.current?.setData(toData(curves), !zoomed.current);
    if (zoomed.current) plot.current?.redraw();
  }, [curves]);

  const training = cursor === null ? curves.lastTraining : valueAt(curves.training, cursor);
  const validation = cursor === null ? curves.lastValidation : valueAt(curves.validation, cursor);
  const say = (value: number | null) => (value === null ? '–' : formatMetric(metric, value));
  const steps = curves.steps.length;
  return (
    <figure
      className="chart"
      aria-label={`${capitalise(name)} over ${steps} steps: training ${say(curves.lastTraining)}, validation ${say(curves.lastValidation)}`}
      data-metric={metric}
      data-points={steps}
    >
      <figcaption className="card-title">
        {capitalise(name)}
        {cursor === null ? null : <span className="soft figures">step {formatCount(curves.steps[cursor] ?? 0)}</span>}
      </figcaption>
      <div className="chart-plot" ref={host} aria-hidden="true" />
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
