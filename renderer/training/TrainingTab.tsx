import { Database, MapPin, Play, RotateCw } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Failure } from '../../shared/run';
import { LookCard } from '../attention/LookCard';
import type { Span } from '../charts/zoom';
import { locateData } from '../data/choose-data';
import { useProject } from '../state/document';
import { useReport } from '../state/report';
import { useView } from '../state/view';
import { Button } from '../ui/Button';
import { Empty } from '../ui/Empty';
import { ErrorNote } from '../ui/ErrorNote';
import { Chart } from './Chart';
import { curvesOf, watchedMetric } from './curves';
import { EngineArrival } from './EngineArrival';
import { FigureColumn } from './FigureColumn';
import { hindranceOf } from './hindrance';
import { resumeRun } from './runs-store';
import { showNode, train } from './session';
import { useRun } from './use-run';
import { metricName } from './wording';

function NoRun() {
  const project = useProject();
  const hindrance = hindranceOf(useReport((s) => s.report));
  if (!project?.data) {
    return (
      <Empty
        icon={<Database />}
        title="There is no data yet"
        action={
          <Button variant="primary" onClick={() => useView.setState({ rail: 'data', leftOpen: true })}>
            Choose the data
          </Button>
        }
      >
        A model learns from samples with known answers: folders of pictures or sounds, one a class, sentences with labels, or a table.
      </Empty>
    );
  }
  if (hindrance) {
    const { node, words } = hindrance;
    return (
      <Empty
        icon={<Play />}
        title="The graph cannot be trained yet"
        action={node === null ? null : <Button onClick={() => showNode(node)}>Show the node</Button>}
      >
        {words.message} {node === null ? words.advice : null}
      </Empty>
    );
  }
  return (
    <Empty
      icon={<Play />}
      title="Ready to train"
      action={
        <Button variant="primary" icon={<Play />} onClick={() => void train()}>
          Train
        </Button>
      }
    >
      {project.training.epochs} epochs over your data. The curves are drawn here while the model learns.
    </Empty>
  );
}

function FailureNote({ failure, runId }: { readonly failure: Failure; readonly runId: string }) {
  const { node } = failure;
  const project = useProject();
  const data = failure.kind === 'data' ? (project?.data ?? null) : null;
  const again = failure.kind === 'crash' || failure.kind === 'disk' || failure.kind === 'memory';
  return (
    <ErrorNote
      error={failure}
      action={
        node !== null || again || data ? (
          <p className="failure-actions">
            {node === null ? null : <Button onClick={() => showNode(node)}>Show the layer {node}</Button>}
            {data ? (
              <Button icon={<MapPin />} onClick={() => void locateData(data)}>
                Locate the data…
              </Button>
            ) : null}
            {again ? (
              <Button icon={<RotateCw />} onClick={() => void resumeRun(runId)}>
                Go on from the last checkpoint
              </Button>
            ) : null}
          </p>
        ) : null
      }
    />
  );
}

/** The live run: figures, curves, and what it looks at. */
export function TrainingTab() {
  const { run, tick } = useRun(100);
  // Both charts show the same steps. Another run is seen as a whole first.
  const [zoomed, setZoomed] = useState<{ readonly run: string; readonly span: Span | null } | null>(null);
  const span = zoomed && zoomed.run === run?.info.id ? zoomed.span : null;
  const onSpan = (next: Span | null) => setZoomed(run && { run: run.info.id, span: next });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the run changes in place; the tick tells
  const drawn = useMemo(() => {
    if (!run) return null;
    const metric = watchedMetric(run);
    return { metric, loss: curvesOf(run, 'loss'), watched: metric === null ? null : curvesOf(run, metric) };
  }, [run, tick]);
  const axis = { steps: run?.step.last ?? 0, until: run?.info.progress.steps ?? 0, span, onSpan };
  return (
    <div className="training-tab" data-run-state={run?.info.state ?? 'none'}>
      <div className="notes">
        <EngineArrival />
        {run?.info.failure ? <FailureNote failure={run.info.failure} runId={run.info.id} /> : null}
      </div>
      {run && drawn ? (
        <>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable with the keyboard */}
          <section className="cell" tabIndex={0} aria-label="Where training stands">
            <FigureColumn run={run} />
          </section>
          <div className="cell">
            <Chart metric="loss" name="loss" curves={drawn.loss} {...axis} />
          </div>
          <div className="cell">
            {drawn.metric !== null && drawn.watched ? (
              <Chart metric={drawn.metric} name={metricName(drawn.metric)} curves={drawn.watched} {...axis} />
            ) : (
              <p className="soft">The metric is drawn here after the first epoch.</p>
            )}
          </div>
          <div className="cell">
            <LookCard />
          </div>
        </>
      ) : (
        <NoRun />
      )}
    </div>
  );
}
