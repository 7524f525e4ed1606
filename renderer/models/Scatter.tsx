import type { Evaluation } from '../../shared/run';
import { formatNumber } from '../training/wording';
import { niceTicks } from './regression';

const [W, H, BOTTOM, TOP, RIGHT] = [420, 300, 30, 8, 10];
/** Of a letter of the ticks, in pixels. */
const LETTER = 7;

/** Predicted over true values: on the line where the model is right. A point opens its sample. */
export function Scatter({ values, onSample }: { readonly values: NonNullable<Evaluation['values']>; onSample(index: number): void }) {
  const all = values.flatMap((v) => [v.actual, v.predicted]);
  const low = Math.min(...all);
  const high = Math.max(...all);
  const span = high - low || 1;
  const [from, to] = [low - span * 0.04, high + span * 0.04];
  const ticks = niceTicks(from, to, 5);
  const left = 26 + LETTER * Math.max(3, ...ticks.map((tick) => formatNumber(tick).length));
  const x = (value: number) => left + ((value - from) / (to - from)) * (W - left - RIGHT);
  const y = (value: number) => H - BOTTOM - ((value - from) / (to - from)) * (H - BOTTOM - TOP);
  return (
    <svg
      className="scatter"
      viewBox={`0 0 ${W} ${H}`}
      role="img"
      aria-label={`Predicted over true values of ${values.length} held-out samples`}
      data-testid="scatter"
    >
      {ticks.map((tick) => (
        <g key={tick}>
          <line x1={left} x2={W - RIGHT} y1={y(tick)} y2={y(tick)} stroke="var(--line)" />
          <text x={left - 6} y={y(tick) + 4} textAnchor="end">
            {formatNumber(tick)}
          </text>
          <text x={x(tick)} y={H - BOTTOM + 14} textAnchor="middle">
            {formatNumber(tick)}
          </text>
        </g>
      ))}
      <line x1={x(from)} y1={y(from)} x2={x(to)} y2={y(to)} stroke="var(--control)" strokeDasharray="4 4" />
      {values.map((v) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: a shortcut for the pointer; the samples are in the Attention tab's chooser too
        <circle
          key={v.index}
          cx={x(v.actual)}
          cy={y(v.predicted)}
          r={3}
          fill="var(--accent)"
          fillOpacity={0.55}
          onClick={() => onSample(v.index)}
        >
          <title>{`true ${formatNumber(v.actual)}, predicted ${formatNumber(v.predicted)}`}</title>
        </circle>
      ))}
      <text x={(W + left) / 2} y={H - 3} textAnchor="middle">
        true value
      </text>
      <text x={12} y={(H - BOTTOM) / 2} textAnchor="middle" transform={`rotate(-90 12 ${(H - BOTTOM) / 2})`}>
        predicted
      </text>
    </svg>
  );
}
