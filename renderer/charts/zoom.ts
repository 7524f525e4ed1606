/** The part of the x axis that a chart shows. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A chart never shows less than this part of the whole. */
const SMALLEST = 1e-6;

/** Kept inside `whole`, with its length where it fits. Null: it is the whole, nothing is zoomed. */
function within(whole: Span, from: number, length: number): Span | null {
  const all = whole.to - whole.from;
  if (length >= all * (1 - 1e-9)) return null;
  const kept = Math.max(length, all * SMALLEST);
  const start = Math.min(Math.max(from, whole.from), whole.to - kept);
  return { from: start, to: start + kept };
}

/**
 * Zooms about a point that stays where it is on the screen.
 *
 * @param factor how much longer the span becomes; below 1 it comes nearer
 */
export function zoom(span: Span, whole: Span, about: number, factor: number): Span | null {
  const length = (span.to - span.from) * factor;
  return within(whole, about - (about - span.from) * factor, length);
}

/** Moves along the axis by a part of what is shown, as far as there is something. */
export function pan(span: Span, whole: Span, part: number): Span | null {
  const length = span.to - span.from;
  return within(whole, span.from + length * part, length);
}

/** Shows what lies between two points. */
export function zoomTo(whole: Span, one: number, other: number): Span | null {
  return within(whole, Math.min(one, other), Math.abs(other - one));
}
