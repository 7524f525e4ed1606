import type { RunMark } from './run-marks';

/** The letter of a compared run with its line, as the charts draw it. */
export function RunBadge({ mark }: { readonly mark: RunMark }) {
  return (
    <span className="run-badge" style={{ color: `var(${mark.colour})` }}>
      <b style={{ background: `var(${mark.colour})` }}>{mark.letter}</b>
      <svg width="28" height="8" aria-hidden="true">
        <line x1="0" y1="4" x2="28" y2="4" stroke="currentColor" strokeWidth="2" strokeDasharray={mark.dash.join(' ')} />
      </svg>
    </span>
  );
}
