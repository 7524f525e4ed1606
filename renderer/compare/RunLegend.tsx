import { X } from 'lucide-react';
import { IconButton } from '../ui/IconButton';
import { toggleCompared, toggleDrawn } from './compare-store';
import type { ComparedRun } from './compared-runs';
import { RunBadge } from './RunBadge';

/** Whose curve is whose. A click leaves a run's curves out, or draws them again. */
export function RunLegend({ runs }: { readonly runs: readonly ComparedRun[] }) {
  return (
    <ul className="run-legend" aria-label="Compared runs">
      {runs.map(({ id, run, mark, hidden }) => (
        <li key={id}>
          <button
            type="button"
            className="run-toggle"
            aria-pressed={!hidden}
            title={hidden ? `Draw the curves of ${run.info.name}` : `Leave out the curves of ${run.info.name}`}
            onClick={() => toggleDrawn(id)}
          >
            <RunBadge mark={mark} />
            <span className="run-name">{run.info.name}</span>
          </button>
          <IconButton label={`Take ${run.info.name} out of the comparison`} icon={<X />} onClick={() => toggleCompared(id)} />
        </li>
      ))}
    </ul>
  );
}
