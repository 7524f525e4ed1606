import { Eye } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Inspection } from '../../shared/run';
import { isTrained } from '../training/run-controls';
import { useRun } from '../training/use-run';
import { Button } from '../ui/Button';
import { Empty } from '../ui/Empty';
import { ErrorNote } from '../ui/ErrorNote';
import './attention.css';
import { NodeMap } from './NodeMap';
import { ReplayBar } from './ReplayBar';
import { followCaptures, useReplay } from './replay-store';
import { inspectSample, useResults } from './results-store';
import { ProbeSide, SampleSide, type Weights } from './Side';

function Maps({ inspection }: { readonly inspection: Inspection }) {
  if (inspection.attention.length === 0) {
    return (
      <Empty icon={<Eye />} title="No attention node is in this graph">
        Add one from the palette and train again: it then shows here what it looks at.
      </Empty>
    );
  }
  return inspection.attention.map((map) => <NodeMap key={map.node} map={map} inspection={inspection} />);
}

/** Attention of every node and every head, over a sample of the data set; or over the probe samples, step by step. */
export default function AttentionTab() {
  const { run } = useRun(500);
  const { value, busy, problem } = useResults((s) => s.inspection);
  const replay = useReplay();
  const [chosen, setWeights] = useState<Weights>('trained');
  const info = run?.info ?? null;
  const trained = info !== null && isTrained(info.state);
  const runId = info?.id ?? null;
  const captured = replay.runId === runId && replay.steps.length > 0;
  const weights: Weights = trained && !(captured && chosen === 'training') ? 'trained' : 'training';
  const needed = trained && value === null && problem === null && !busy;
  useEffect(() => {
    if (needed && runId !== null) void inspectSample(runId, null);
  }, [needed, runId]);
  const newest = run?.capture?.step ?? null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new capture makes a new list
  useEffect(() => {
    if (runId !== null) void followCaptures(runId);
  }, [runId, newest, info?.state]);

  if (!info || (!trained && !captured)) {
    return (
      <Empty icon={<Eye />} title="Attention is shown here while a model trains, and once it is trained">
        Every attention node, every head: laid over the picture, its words or its columns.
      </Empty>
    );
  }
  const choice = trained && captured ? { weights, setWeights } : null;
  if (weights === 'training') {
    return (
      <div className="attention-tab" data-weights="training">
        <ProbeSide inspection={replay.inspection} choice={choice} />
        <div className="attention-main">
          <ReplayBar />
          {replay.problem ? <ErrorNote error={replay.problem} /> : null}
          {replay.inspection ? <Maps inspection={replay.inspection} /> : null}
        </div>
      </div>
    );
  }
  return (
    <div className="attention-tab" aria-busy={busy} data-weights="trained">
      <SampleSide runId={info.id} projectId={info.projectId} choice={choice} />
      <div className="attention-main">
        {problem ? (
          <ErrorNote error={problem} action={<Button onClick={() => void inspectSample(info.id, null)}>Try again</Button>} />
        ) : null}
        {value === null && busy ? <p className="soft">The trained model looks at a held-out sample…</p> : null}
        {value ? <Maps inspection={value} /> : null}
      </div>
    </div>
  );
}
