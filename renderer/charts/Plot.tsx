import { type KeyboardEvent, useEffect, useMemo, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { useTheme } from '../state/theme';
import type { Curve } from './curve';
import './plot.css';
import { plotData } from './plot-data';
import { plotOptions } from './plot-options';
import type { PlotStyle } from './plot-style';
import { pan, type Span, zoom, zoomTo } from './zoom';

export interface PlotSeries {
  readonly curve: Curve;
  readonly style: PlotStyle;
}

/** Least and greatest value in view; null: none. */
export type ValueRange = readonly [low: number, high: number] | null;

export interface PlotProps {
  /** A new list where points came: the curves themselves grow in place. */
  readonly series: readonly PlotSeries[];
  /** All there is on the x axis. */
  readonly whole: Span;
  /** What is shown of it; null: all. */
  readonly span: Span | null;
  onSpan(span: Span | null): void;
  /** The pointer's x; null: it left. */
  onCursor(x: number | null): void;
  formatX(value: number): string;
  formatY(value: number): string;
  /** The y axis for what is in view. */
  limits(range: ValueRange): readonly [low: number, high: number];
  /** What it is, for those who do not see it. */
  readonly label: string;
}

/** A turn of the wheel over the drawing: zooms about the pointer, sideways or with Shift moves. */
function turned(event: WheelEvent, over: HTMLElement, shown: Span, whole: Span): Span | null {
  const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY) ? event.deltaX : event.shiftKey ? event.deltaY : 0;
  const box = over.getBoundingClientRect();
  const width = Math.max(1, box.width);
  if (sideways !== 0) return pan(shown, whole, sideways / width);
  const about = shown.from + ((event.clientX - box.left) / width) * (shown.to - shown.from);
  return zoom(shown, whole, about, Math.exp(event.deltaY * 0.002));
}

/** What a key asks for; undefined: nothing. */
function pressed(key: string, shown: Span, whole: Span): Span | null | undefined {
  const middle = (shown.from + shown.to) / 2;
  switch (key) {
    case 'ArrowLeft':
      return pan(shown, whole, -0.2);
    case 'ArrowRight':
      return pan(shown, whole, 0.2);
    case '+':
    case '=':
      return zoom(shown, whole, middle, 0.5);
    case '-':
      return zoom(shown, whole, middle, 2);
    case '0':
      return null;
    default:
      return undefined;
  }
}

/**
 * Curves over a common axis, each pixel with its true least and greatest value. Drag or turn the wheel to zoom, turn it
 * sideways or with Shift to move, double-click to see all again; the same with the keyboard.
 */
export function Plot(p: PlotProps) {
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const range = useRef<ValueRange>(null);
  const now = useRef(p);
  now.current = p;
  const theme = useTheme((s) => s.shown);
  const look = JSON.stringify(p.series.map((s) => s.style));
  const styles = useMemo(() => JSON.parse(look) as readonly PlotStyle[], [look]);

  const redraw = useRef(() => {
    const drawn = plot.current;
    if (!drawn) return;
    const { series, span, whole } = now.current;
    const { from, to } = span ?? whole;
    const curves = series.map((s) => s.curve);
    const data = plotData(curves, from, to, Math.max(1, Math.round(drawn.bbox.width)));
    range.current = data.range;
    drawn.batch(() => {
      drawn.setData([...data.columns], false);
      drawn.setScale('x', { min: from, max: to });
    });
  }).current;

  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme changes the colours that are read from the page
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const options = plotOptions(element, styles, {
      formatX: (value) => now.current.formatX(value),
      formatY: (value) => now.current.formatY(value),
      limits: () => now.current.limits(range.current),
      onCursor: (x) => now.current.onCursor(x),
      onSelect: (one, other) => now.current.onSpan(zoomTo(now.current.whole, one, other)),
      onReset: () => now.current.onSpan(null),
    });
    const drawn = new uPlot(options, [[], ...styles.map(() => [])], element);
    plot.current = drawn;
    redraw();
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const { span, whole, onSpan } = now.current;
      onSpan(turned(event, drawn.over, span ?? whole, whole));
    };
    drawn.over.addEventListener('wheel', onWheel, { passive: false });
    const resize = new ResizeObserver(() => {
      drawn.setSize({ width: Math.max(80, element.clientWidth), height: Math.max(60, element.clientHeight) });
      redraw();
    });
    resize.observe(element);
    return () => {
      resize.disconnect();
      drawn.destroy();
      plot.current = null;
    };
  }, [styles, theme]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what is drawn is read when it is drawn
  useEffect(redraw, [p.series, p.span?.from, p.span?.to, p.whole.from, p.whole.to]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = pressed(event.key, p.span ?? p.whole, p.whole);
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    p.onSpan(next);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawing that is moved and zoomed with keys is no element of HTML
    <div
      className="chart-plot"
      role="group"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the keys move and zoom what it shows
      tabIndex={0}
      aria-label={`${p.label}. Plus and minus zoom, the arrow keys move, 0 shows everything.`}
      onKeyDown={onKeyDown}
    >
      <div className="chart-canvas" ref={host} aria-hidden="true" />
    </div>
  );
}
