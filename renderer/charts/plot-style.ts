/** How a curve is drawn. */
export interface PlotStyle {
  /** The name of a colour of `tokens.css`: `--accent`. */
  readonly colour: string;
  readonly width: number;
  /** Lengths of strokes and gaps; absent: unbroken. */
  readonly dash?: readonly number[];
  /** Lies behind what matters more: every step, behind its smoothed curve. */
  readonly faint?: boolean;
  /** A dot at every point, however close they lie. */
  readonly marks?: boolean;
}
