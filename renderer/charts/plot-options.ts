import type uPlot from 'uplot';
import type { PlotStyle } from './plot-style';

/** What the drawing asks of the chart around it, at any time. */
export interface PlotLinks {
  formatX(value: number): string;
  formatY(value: number): string;
  /** From the range in view to the axis. */
  limits(): readonly [low: number, high: number];
  /** The pointer's x; null: it left. */
  onCursor(x: number | null): void;
  onSelect(one: number, other: number): void;
  onReset(): void;
}

/** How uPlot draws a chart in the window's colours and type. Scales are set from outside: nothing ranges by itself. */
export function plotOptions(element: Element, styles: readonly PlotStyle[], links: PlotLinks): uPlot.Options {
  const css = getComputedStyle(element);
  const read = (name: string) => css.getPropertyValue(name).trim();
  const axis = { stroke: read('--faint'), font: `11px ${read('--mono')}`, ticks: { show: false }, gap: 6 };
  return {
    width: Math.max(80, element.clientWidth),
    height: Math.max(60, element.clientHeight),
    legend: { show: false },
    // Room for half of the last label of the x axis.
    padding: [8, 24, 0, 0],
    cursor: {
      points: { size: 6 },
      y: false,
      drag: { x: true, y: false, setScale: false },
      bind: {
        dblclick: () => () => {
          links.onReset();
          return null;
        },
      },
    },
    scales: {
      x: { time: false, range: (_plot, low, high) => [low ?? 0, high ?? 1] },
      y: { range: () => [...links.limits()] },
    },
    axes: [
      { ...axis, grid: { show: false }, size: 22, values: (_plot, splits) => splits.map((value) => links.formatX(value)) },
      {
        ...axis,
        grid: { stroke: read('--line'), width: 1 },
        size: 46,
        space: 28,
        values: (_plot, splits) => splits.map((value) => links.formatY(value)),
      },
    ],
    series: [
      {},
      ...styles.map((style): uPlot.Series => {
        const colour = read(style.colour);
        return {
          stroke: style.faint ? `${colour}3a` : colour,
          width: style.width,
          ...(style.dash ? { dash: [...style.dash] } : {}),
          points: style.marks ? { show: true, size: 5, fill: colour } : style.faint ? { show: false } : { size: 5 },
        };
      }),
    ],
    hooks: {
      setCursor: [
        (plot) => {
          const { left } = plot.cursor;
          links.onCursor(left === undefined || left < 0 ? null : plot.posToVal(left, 'x'));
        },
      ],
      setSelect: [
        (plot) => {
          const { left, width } = plot.select;
          if (width <= 0) return;
          plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
          if (width > 2) links.onSelect(plot.posToVal(left, 'x'), plot.posToVal(left + width, 'x'));
        },
      ],
    },
  };
}
