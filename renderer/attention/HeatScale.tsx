import { formatWeight } from '../training/wording';
import type { HeatRange } from './colours';
import { HeatCanvas } from './HeatCanvas';

const RAMP = [Array.from({ length: 64 }, (_, i) => i / 63)];

/** What the darkest and the lightest colour of a map stand for. */
export function HeatScale({ range, accent = false }: { readonly range: HeatRange; readonly accent?: boolean }) {
  return (
    <span className="scale-bar figures" title="From the least to the most looked at">
      {formatWeight(range.low)}
      {accent ? <i className="accent-ramp" /> : <HeatCanvas rows={RAMP} />}
      {formatWeight(range.high)}
    </span>
  );
}
