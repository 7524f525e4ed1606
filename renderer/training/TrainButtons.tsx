import { Pause, Play, Share, Square } from 'lucide-react';
import { useEffect, useState } from 'react';
import ExportDialog from '../models/ExportDialog';
import { useDocument } from '../state/document';
import { useView } from '../state/view';
import { Button } from '../ui/Button';
import { notify } from '../ui/notices';
import { controlsOf, isTrained, isUnderWay } from './run-controls';
import { dismissProblem, pauseRun, resumeRun, stopRun, useRuns } from './runs-store';
import { followSession, showNode, train, useStarting } from './session';

const MAIN = {
  train: { label: 'Train', icon: <Play /> },
  pause: { label: 'Pause', icon: <Pause /> },
  resume: { label: 'Resume', icon: <Play /> },
} as const;

/** Export, Stop, and the one button that trains, pauses or goes on. It also follows the runs of the project. */
export default function TrainButtons() {
  useEffect(followSession, []);
  const info = useRuns((s) => (s.tick >= 0 ? (s.current?.info ?? null) : null));
  const underWay = useRuns((s) => s.runs.find((run) => isUnderWay(run.state)) ?? null);
  const problem = useRuns((s) => s.problem);
  const starting = useStarting((s) => s.starting);
  const readOnly = useDocument((s) => s.open?.readOnly ?? null);
  const [exporting, setExporting] = useState(false);

  useEffect(() => {
    if (!problem) return;
    notify('error', problem);
    dismissProblem();
  }, [problem]);

  const failure = info?.state === 'failed' ? info.failure : null;
  useEffect(() => {
    // The open training tab says it, with more room.
    const { dockOpen, dockTab } = useView.getState();
    if (!failure || (dockOpen && dockTab === 'training')) return;
    const { node } = failure;
    notify('error', failure, node === null ? null : { label: 'Show the layer', run: () => showNode(node) });
  }, [failure]);

  const run = underWay ?? info;
  const controls = controlsOf(run?.state ?? null);
  const { label, icon } = MAIN[controls.main];
  const act = () => {
    if (controls.main === 'train') void train();
    else if (run) void (controls.main === 'pause' ? pauseRun(run.id) : resumeRun(run.id));
  };
  return (
    <>
      {info && isTrained(info.state) ? (
        <Button icon={<Share />} onClick={() => setExporting(true)}>
          Export
        </Button>
      ) : null}
      {run && isUnderWay(run.state) ? (
        <Button icon={<Square />} disabled={!controls.stop} onClick={() => void stopRun(run.id)}>
          Stop
        </Button>
      ) : null}
      <Button
        variant="primary"
        icon={icon}
        disabled={!controls.mainReady || starting || (controls.main === 'train' && readOnly !== null)}
        onClick={act}
      >
        {label}
      </Button>
      {info && exporting ? <ExportDialog run={info} onClose={() => setExporting(false)} /> : null}
    </>
  );
}
