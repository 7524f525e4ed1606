import { ChevronLeft, ChevronRight, Eye, Images } from 'lucide-react';
import { useEffect, useState } from 'react';
import { SampleContent } from '../data/SampleContent';
import { SamplePicker } from '../data/SamplePicker';
import { Predictions } from '../models/Predictions';
import { isTrained } from '../training/run-controls';
import { useRun } from '../training/use-run';
import { Button } from '../ui/Button';
import { Empty } from '../ui/Empty';
import { ErrorNote } from '../ui/ErrorNote';
import { IconButton } from '../ui/IconButton';
import './attention.css';
import { NodeMap } from './NodeMap';
import { neighbour } from './neighbour';
import { captionOf } from './reading';
import { inspectSample, useResults } from './results-store';

/** The sample that is looked into, what the model says of it, and how to take another. */
function Side({ runId, projectId }: { readonly runId: string; readonly projectId: string }) {
  const { value, busy } = useResults((s) => s.inspection);
  const [picking, setPicking] = useState(false);
  const step = async (by: 1 | -1) => {
    const next = value ? await neighbour(projectId, value.sample, by) : null;
    if (next !== null) await inspectSample(runId, next);
  };
  return (
    <div className="attention-side">
      <div className="sample-steps">
        <IconButton label="Previous sample" side="top" icon={<ChevronLeft />} disabled={busy || !value} onClick={() => void step(-1)} />
        <IconButton label="Next sample" side="top" icon={<ChevronRight />} disabled={busy || !value} onClick={() => void step(1)} />
        <Button icon={<Images />} onClick={() => setPicking(true)}>
          Choose
        </Button>
      </div>
      {value ? (
        <>
          <div className={value.sample.content.kind === 'image' ? 'side-sample' : ''}>
            <SampleContent content={value.sample.content} />
            <p data-testid="caption">{captionOf(value)}</p>
          </div>
          <Predictions predictions={value.predictions} limit={4} />
        </>
      ) : null}
      {picking ? (
        <SamplePicker
          projectId={projectId}
          onClose={() => setPicking(false)}
          onPick={(index) => {
            setPicking(false);
            void inspectSample(runId, index);
          }}
        />
      ) : null}
    </div>
  );
}

/** Attention of every node and every head, over a sample of the data set. */
export default function AttentionTab() {
  const { run } = useRun(500);
  const { value, busy, problem } = useResults((s) => s.inspection);
  const info = run?.info ?? null;
  const trained = info !== null && isTrained(info.state);
  const runId = info?.id ?? null;
  const needed = trained && value === null && problem === null && !busy;
  useEffect(() => {
    if (needed && runId !== null) void inspectSample(runId, null);
  }, [needed, runId]);

  if (!info || !trained) {
    return (
      <Empty icon={<Eye />} title="Attention is shown here once a model is trained">
        Every attention node, every head: laid over the picture, its words or its columns.
      </Empty>
    );
  }
  return (
    <div className="attention-tab" aria-busy={busy}>
      <Side runId={info.id} projectId={info.projectId} />
      <div className="attention-main">
        {problem ? (
          <ErrorNote error={problem} action={<Button onClick={() => void inspectSample(info.id, null)}>Try again</Button>} />
        ) : null}
        {value === null && busy ? <p className="soft">The trained model looks at a held-out sample…</p> : null}
        {value?.attention.map((map) => (
          <NodeMap key={map.node} map={map} inspection={value} />
        ))}
        {value && value.attention.length === 0 ? (
          <Empty icon={<Eye />} title="No attention node is in this graph">
            Add one from the palette and train again: it then shows here what it looks at.
          </Empty>
        ) : null}
      </div>
    </div>
  );
}
