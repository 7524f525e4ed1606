import { ChartSpline, Columns2 } from 'lucide-react';
import { useCompare, useOnlyListed } from '../compare/compare-store';
import { isComparing, showComparison, useView } from '../state/view';
import { isUnderWay } from '../training/run-controls';
import { pinnedFirst, useRuns } from '../training/runs-store';
import { formatBytes } from '../training/wording';
import { Button } from '../ui/Button';
import { Empty } from '../ui/Empty';
import { RunItem } from './RunItem';
import './runs.css';

/** How many are chosen, and the way to their comparison. */
function CompareBar({ runs }: { readonly runs: number }) {
  const chosen = useCompare((s) => s.chosen.length);
  const comparing = useView(isComparing);
  if (comparing) return <p className="soft">Tick two to five runs.</p>;
  const hint =
    runs < 2
      ? 'Change something and train again: then the two runs can be compared.'
      : chosen < 2
        ? 'Tick two to five runs to compare them.'
        : null;
  return (
    <div className="runs-compare">
      <Button variant={chosen < 2 ? 'quiet' : 'primary'} icon={<Columns2 />} disabled={chosen < 2} onClick={() => showComparison(true)}>
        {chosen < 2 ? 'Compare' : `Compare ${chosen} runs`}
      </Button>
      {hint ? <p className="soft">{hint}</p> : null}
    </div>
  );
}

/** Every run of the project: what became of it, what it takes on disk, and what can be done with it. */
export default function RunsPanel() {
  const runs = useRuns((s) => s.runs);
  const currentId = useRuns((s) => (s.tick >= 0 ? (s.current?.info.id ?? null) : null));
  useOnlyListed();
  const busy = runs.some((run) => isUnderWay(run.state));
  if (runs.length === 0) {
    return (
      <Empty icon={<ChartSpline />} title="No runs yet">
        Each training is kept here with its curves and weights, until you delete it.
      </Empty>
    );
  }
  return (
    <div className="runs-panel">
      <header className="runs-top">
        <div className="runs-head">
          <h2>Runs</h2>
          <span className="soft figures">{formatBytes(runs.reduce((sum, run) => sum + run.diskBytes, 0))} on disk</span>
        </div>
        <CompareBar runs={runs.length} />
      </header>
      <ul className="run-list">
        {pinnedFirst(runs).map((run) => (
          <RunItem key={run.id} run={run} current={run.id === currentId} busy={busy} />
        ))}
      </ul>
    </div>
  );
}
