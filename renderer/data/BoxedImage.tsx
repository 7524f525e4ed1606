import type { PartContent } from '../../shared/dataset';
import { useBoxLabels } from './box-labels';
import './boxes.css';

/** A box over a picture: left, top, width, height as parts of it. */
export interface DrawnBox {
  readonly label: string;
  readonly box: readonly [number, number, number, number];
  /** How sure a model is of it; absent: it is true. */
  readonly score?: number;
}

/** Bright ones, apart from each other for every kind of colour vision; a dark edge sets them off from any picture. */
const COLOURS = ['#56b4e9', '#f0e442', '#ff8a70', '#4fd09a', '#d9a8ff', '#ffb454'] as const;

/** The same colour for a label wherever it is drawn. */
export const colourOf = (label: string, labels: readonly string[]): string =>
  COLOURS[Math.max(0, labels.indexOf(label)) % COLOURS.length] ?? COLOURS[0];

/** The labels of boxes, in the order of the alphabet. */
const labelsOf = (boxes: readonly DrawnBox[]): string[] => [...new Set(boxes.map(({ label }) => label))].sort();

const percent = (part: number): string => `${(part * 100).toFixed(2)}%`;

/**
 * A picture with boxes. True ones are dashed where found ones stand beside them.
 *
 * @param named with its label, and how sure, at each found box: for a large picture
 */
export function BoxedImage(p: {
  readonly content: Extract<PartContent, { kind: 'image' }>;
  readonly alt: string;
  readonly boxes: readonly DrawnBox[];
  readonly named?: boolean;
}) {
  const { width, height, dataUrl } = p.content;
  const known = useBoxLabels();
  const labels = known.length > 0 ? known : labelsOf(p.boxes);
  const hasFound = p.boxes.some(({ score }) => score !== undefined);
  const coarse = Math.max(width, height) < 112 ? ' coarse' : '';
  return (
    <span className={`boxed-image${p.named ? ' named' : ''}`} style={{ ['--ratio' as string]: width / height }} data-testid="boxed-image">
      <img className={`shown-image${coarse}`} src={dataUrl} alt={p.alt} />
      <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
        {p.boxes.map(({ label, score, box: [left, top, w, h] }) => {
          const shape = { x: left * width, y: top * height, width: w * width, height: h * height, fill: 'none' };
          const truth = score === undefined;
          return (
            <g key={`${label} ${score} ${left} ${top} ${w} ${h}`} data-box={truth ? 'true' : 'found'} data-label={label}>
              <rect {...shape} className="edge" />
              <rect {...shape} className={truth && hasFound ? 'line dashed' : 'line'} stroke={colourOf(label, labels)} />
            </g>
          );
        })}
      </svg>
      {p.named
        ? p.boxes
            .filter(({ score }) => score !== undefined || !hasFound)
            .map(({ label, score, box: [left, top] }) => (
              <span
                key={`${label} ${score} ${left} ${top}`}
                className={top < 0.08 ? 'box-name inside' : 'box-name'}
                style={{ left: percent(left), top: percent(top), background: colourOf(label, labels) }}
              >
                {label}
                {score === undefined ? '' : ` ${Math.round(score * 100)}\u202f%`}
              </span>
            ))
        : null}
    </span>
  );
}
