import { ChartSpline, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { showComparison, useView } from '../state/view';
import { useRuns } from '../training/runs-store';
import { Button } from '../ui/Button';
import { Empty } from '../ui/Empty';
import { ErrorNote } from '../ui/ErrorNote';
import { IconButton } from '../ui/IconButton';
import { Select } from '../ui/Select';
import { Switch } from '../ui/Switch';
import { CompareCharts } from './CompareCharts';
import './compare.css';
import { followCompared, toggleCompared, useCompare, useOnlyListed } from './compare-store';
import { type ComparedRun, useComparedRuns } from './compared-runs';
import { Differences } from './Differences';
import { FigureTable } from './FigureTable';
import { RunLegend } from './RunLegend';

const AXES = [
  { value: 'step', label: 'steps' },
  { value: 'epoch', label: 'epochs' },
  { value: 'time', label: 'time of training' },
] as const;

function TooFew() {
  const runs = useRuns((s) => s.runs);
  const chosen = useCompare((s) => s.chosen);
  const next = runs.filter((run) => chosen.every((c) => c.runId !== run.id)).slice(0, 2 - chosen.length);
  if (runs.length < 2) {
    return (
      <Empty
        icon={<ChartSpline />}
        title="There is nothing to compare yet"
        action={<Button onClick={() => showComparison(false)}>Back to the graph</Button>}
      >
        Change something in the graph or the settings, train again, and compare the two runs here.
      </Empty>
    );
  }
  return (
    <Empty
      icon={<ChartSpline />}
      title="Choose two to five runs"
      action={
        <Button
          variant="primary"
          onClick={() => {
            useView.setState({ leftOpen: !useView.getState().narrow });
            for (const run of next) toggleCompared(run.id);
          }}
        >
          {chosen.length === 0 ? 'Compare the two newest' : 'Add the newest other run'}
        </Button>
      }
    >
      Tick them in the list of runs. Their curves, figures and differences stand here side by side.
    </Empty>
  );
}

function Options() {
  const axis = useCompare((s) => s.axis);
  const smooth = useCompare((s) => s.smooth);
  return (
    <div className="compare-options">
      <span className="option">
        <span aria-hidden="true">over</span>
        <Select aria-label="Horizontal axis" value={axis} options={AXES} onChange={(next) => useCompare.setState({ axis: next })} />
      </span>
      <span className="option">
        <Switch label="Smooth the training curves" checked={smooth} onChange={(next) => useCompare.setState({ smooth: next })} />
        <span aria-hidden="true">smooth</span>
      </span>
    </div>
  );
}

function Comparison({ runs }: { readonly runs: readonly ComparedRun[] }) {
  return (
    <>
      <div className="compare-tools">
        <RunLegend runs={runs} />
        <Options />
      </div>
      <CompareCharts runs={runs} />
      <FigureTable runs={runs} />
      <Differences runs={runs} />
    </>
  );
}

/** Back to the graph; the keyboard goes on where the comparison was opened. */
function leave(): void {
  showComparison(false);
  requestAnimationFrame(() => document.querySelector<HTMLElement>('.runs-compare button')?.focus());
}

/** Two to five runs side by side: their curves, their figures, and in what they differ. */
export default function CompareView() {
  useEffect(followCompared, []);
  useOnlyListed();
  const runs = useComparedRuns();
  const chosen = useCompare((s) => s.chosen);
  const problem = useCompare((s) => s.problem);
  const title = useRef<HTMLHeadingElement>(null);
  // The button that opened it went away with the graph.
  useEffect(() => title.current?.focus(), []);
  return (
    <section
      className="compare"
      aria-label="Compare runs"
      onKeyDown={(event) => event.key === 'Escape' && !event.defaultPrevented && leave()}
    >
      <header className="compare-title">
        <h2 ref={title} tabIndex={-1}>
          Compare runs
        </h2>
        <IconButton label="Back to the graph" shortcut="Esc" icon={<X />} side="left" onClick={leave} />
      </header>
      <div className="compare-body">
        {problem ? <ErrorNote error={problem} /> : null}
        {chosen.length < 2 ? <TooFew /> : runs.length === 0 ? <p className="soft">Reading the runs…</p> : <Comparison runs={runs} />}
      </div>
    </section>
  );
}
