import { create } from 'zustand';
import { ownerOf } from '../../shared/graph/owner-of';
import type { RunInfo } from '../../shared/run';
import { useLink } from '../app/connect';
import { evaluateRun, forgetResults, inspectSample, showCapture, showResultsOf, useResults } from '../attention/results-store';
import { lookAgain, useDataset } from '../data/dataset-store';
import { currentProject, useDocument } from '../state/document';
import { settled } from '../state/journal';
import { useReport } from '../state/report';
import { isComparing, leaveBlocks, reveal, select, showComparison, showDock, useView } from '../state/view';
import { notify } from '../ui/notices';
import { followEngines, useEngines } from './engines-store';
import { hindranceOf } from './hindrance';
import { isTrained } from './run-controls';
import type { RunData } from './run-data';
import { deleteRun, followProject, onRunEnd, startRun, stopRun, useRuns } from './runs-store';

/** A run is being asked for: Train was clicked and the core has not answered yet. */
export const useStarting = create<{ readonly starting: boolean }>(() => ({ starting: false }));

/** Whether the shown run waits for TensorFlow to arrive. */
export function useWaiting(): boolean {
  const queued = useRuns((s) => s.tick >= 0 && s.current?.info.state === 'queued');
  const arriving = useEngines((s) => s.status?.install.state === 'installing');
  return queued && arriving;
}

/** Opens the node that a problem is about. */
export function showNode(layer: string): void {
  const node = ownerOf(currentProject()?.graph ?? { nodes: {} }, layer);
  if (node === null) return;
  leaveBlocks(0);
  select([node]);
  reveal(node);
}

async function start(engine: 'as set' | 'cpu'): Promise<void> {
  const project = currentProject();
  if (!project) return;
  useStarting.setState({ starting: true });
  showDock('training');
  forgetResults();
  await settled();
  const refused = await startRun(engine === 'cpu' ? { ...project.training, engine: 'cpu' } : null);
  if (refused) {
    // Where the data is what fails, its panel says so and mends it.
    await lookAgain();
    if (useDataset.getState().problem) useView.setState({ rail: 'data', leftOpen: true });
    else notify('error', refused);
  }
  useStarting.setState({ starting: false });
}

/** Trains the project as it is drawn, or says what is in the way and leads there. */
export async function train(): Promise<void> {
  const project = currentProject();
  if (!project) return;
  if (!project.data) {
    useView.setState({ rail: 'data', leftOpen: true });
    notify('info', 'Choose what to train on: a folder of pictures, or a file of text or numbers.');
    return;
  }
  const hindrance = hindranceOf(useReport.getState().report);
  if (hindrance) {
    const { node, words } = hindrance;
    notify('error', words, node === null ? null : { label: 'Show the node', run: () => showNode(node) });
    if (node !== null) showNode(node);
    return;
  }
  await start('as set');
}

/** Does not wait for TensorFlow any longer: takes the waiting run back and trains with JavaScript. */
export async function trainSlowly(): Promise<void> {
  const waiting = useRuns.getState().current?.info;
  if (waiting?.state === 'queued') {
    await stopRun(waiting.id);
    await deleteRun(waiting.id);
  }
  await start('cpu');
}

function afterTraining(info: RunInfo): void {
  if (useRuns.getState().current?.info.id !== info.id || info.state !== 'finished') return;
  forgetResults();
  showResultsOf(info.id);
  const attends = useReport.getState().report.order.some((id) => useReport.getState().report.nodes[id]?.definition?.map);
  const dockTab = attends ? 'attention' : 'evaluation';
  // Who compares runs meanwhile finds it there afterwards.
  if (isComparing(useView.getState())) useView.setState({ dockTab });
  else showDock(dockTab);
  void evaluateRun(info.id);
  void inspectSample(info.id, null);
}

/** Shows what the model looked at last while it learned; once it is trained, what it looks at now comes first. */
function showNewest({ info, capture }: RunData): void {
  const { glimpse } = useResults.getState();
  if (capture && !(isTrained(info.state) && glimpse)) showCapture(info.id, capture);
}

/** Follows the open project's runs and the engines for as long as the window has a project. Returns how to stop. */
export function followSession(): () => void {
  const follow = () => void followProject(useDocument.getState().open?.projectId ?? null);
  const stops = [
    onRunEnd(afterTraining),
    useDocument.subscribe((now, before) => {
      if (now.open?.projectId === before.open?.projectId) return;
      showComparison(false);
      follow();
    }),
    useLink.subscribe((now, before) => {
      if (now.link === 'open' && before.link === 'lost') {
        follow();
        void followEngines();
      }
    }),
    useRuns.subscribe(({ current }) => {
      if (useResults.getState().runId !== (current?.info.id ?? null)) showResultsOf(current?.info.id ?? null);
      if (current) showNewest(current);
    }),
  ];
  follow();
  void followEngines();
  return () => {
    for (const stop of stops) stop();
  };
}
