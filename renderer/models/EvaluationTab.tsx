import { Target } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import type { Evaluation } from '../../shared/run';
import { cellSamples, evaluateRun, inspectSample, useResults } from '../attention/results-store';
import { SampleGallery } from '../data/SampleGallery';
import { showDock } from '../state/view';
import { isTrained } from '../training/run-controls';
import { useRun } from '../training/use-run';
import { capitalise, formatCount, formatMetric, metricName } from '../training/wording';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { Empty } from '../ui/Empty';
import { ErrorNote } from '../ui/ErrorNote';
import { BoxEvaluation } from './BoxEvaluation';
import { ConfusionMatrix } from './ConfusionMatrix';
import { mistakesOf } from './confusion';
import './models.css';
import { errorsOf } from './regression';
import { Scatter } from './Scatter';

/** More classes than that do not fit a table: the mistakes are listed instead. */
const MAX_TABLE = 40;

interface Cell {
  readonly actual: number;
  readonly predicted: number;
}

function lookInto(runId: string, index: number): void {
  showDock('attention');
  void inspectSample(runId, index);
}

function CellSheet(p: { readonly runId: string; readonly cell: Cell; readonly classes: readonly string[]; onClose(): void }) {
  const { runId, cell } = p;
  const [total, setTotal] = useState<number | null>(null);
  const load = useCallback((offset: number) => cellSamples(runId, cell.actual, cell.predicted, offset), [runId, cell]);
  const [actual, predicted] = [p.classes[cell.actual], p.classes[cell.predicted]];
  return (
    <Dialog
      open
      onClose={p.onClose}
      width="wide"
      title={`Class ${actual}, read as ${predicted}`}
      description={total === null ? 'Loading…' : `${formatCount(total)} held-out samples. Choose one to see what the model looked at.`}
    >
      <div className="sheet" data-testid="cell-sheet">
        <SampleGallery
          load={load}
          label="Samples of this cell"
          onTotal={setTotal}
          onPick={(sample) => {
            if (sample.index === null) return;
            p.onClose();
            lookInto(runId, sample.index);
          }}
        />
      </div>
    </Dialog>
  );
}

function Figures({ evaluation }: { readonly evaluation: Evaluation }) {
  const metrics: Readonly<Record<string, number>> = { ...(evaluation.values ? errorsOf(evaluation.values) : {}), ...evaluation.metrics };
  const order = [
    'bleu',
    'character_error_rate',
    'word_error_rate',
    'accuracy',
    'map_50',
    'map_50_95',
    'exact_match',
    'binary_accuracy',
    'micro_f1_score',
    'macro_f1_score',
    'coverage',
    'f1_score',
    'auc',
    'r2',
    'mae',
    'rmse',
    'loss',
  ];
  const rank = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  const names = Object.keys(metrics).sort((a, b) => rank(a) - rank(b));
  const [first] = names;
  const value = (name: string) => metrics[name] ?? Number.NaN;
  const parts: Record<Evaluation['split'], string> = { test: 'held-out', validation: 'validation', train: 'training' };
  return (
    <div className="side">
      <p className="soft figures">
        {formatCount(evaluation.samples)} {parts[evaluation.split]} samples
      </p>
      {first === undefined ? null : (
        <>
          <p className="big-figure" data-testid="evaluation-figure">
            {formatMetric(first, value(first))}
          </p>
          <p className="soft">{metricName(first)}</p>
        </>
      )}
      <dl className="run-facts">
        {names
          .slice(1)
          .map((name) => [<dt key={`k${name}`}>{metricName(name)}</dt>, <dd key={`v${name}`}>{formatMetric(name, value(name))}</dd>])}
      </dl>
      {evaluation.written === undefined ? null : (
        <p className="confusion-hint">
          BLEU and what is right in full are those of the first {formatCount(evaluation.written)} samples: writing takes its time.
        </p>
      )}
      {evaluation.confusion ? (
        <p className="confusion-hint">Each row is a true class, each column what the model said. A cell opens its samples.</p>
      ) : null}
      {evaluation.boxes ? (
        <p className="confusion-hint">A box is right that overlaps a true one of its label by half. A sample opens.</p>
      ) : null}
      {evaluation.values ? <p className="confusion-hint">On the dashed line the model is right. A point opens its sample.</p> : null}
    </div>
  );
}

function Results({ evaluation, runId }: { readonly evaluation: Evaluation; readonly runId: string }) {
  const [cell, setCell] = useState<Cell | null>(null);
  const { classes, confusion, values } = evaluation;
  const mistakes = confusion ? mistakesOf(confusion, classes && classes.length > MAX_TABLE ? 200 : 8) : [];
  return (
    <div className="evaluation">
      <Figures evaluation={evaluation} />
      <div className="main">
        {classes && confusion && classes.length <= MAX_TABLE ? (
          <ConfusionMatrix classes={classes} confusion={confusion} onCell={(actual, predicted) => setCell({ actual, predicted })} />
        ) : null}
        {classes && confusion ? (
          <section className="mistakes" aria-label="Most frequent mistakes">
            <h3 className="section-head">Most frequent mistakes</h3>
            {mistakes.length === 0 ? <p className="soft">None.</p> : null}
            {mistakes.map((m) => (
              <Button key={`${m.actual}-${m.predicted}`} variant="plain" onClick={() => setCell(m)}>
                {classes[m.actual]} <span className="soft">read as</span> {classes[m.predicted]}
                <span className="count">{formatCount(m.count)}</span>
              </Button>
            ))}
          </section>
        ) : null}
        {evaluation.boxes ? <BoxEvaluation report={evaluation.boxes} onSample={(index) => lookInto(runId, index)} /> : null}
        {values ? <Scatter values={values} onSample={(index) => lookInto(runId, index)} /> : null}
      </div>
      {cell && classes ? <CellSheet runId={runId} cell={cell} classes={classes} onClose={() => setCell(null)} /> : null}
    </div>
  );
}

/** How good the trained model is on samples that it never saw. */
export function EvaluationTab() {
  const { run } = useRun(500);
  const { value, busy, problem } = useResults((s) => s.evaluation);
  const info = run?.info ?? null;
  const trained = info !== null && isTrained(info.state);
  const runId = info?.id ?? null;
  const needed = trained && value === null && problem === null && !busy;
  useEffect(() => {
    if (needed && runId !== null) void evaluateRun(runId);
  }, [needed, runId]);
  if (!info || !trained) {
    return (
      <Empty icon={<Target />} title="The model is tested once it is trained">
        On samples that were held out: metrics, and what was taken for what.
      </Empty>
    );
  }
  if (problem) {
    return (
      <div className="attention-main">
        <ErrorNote error={problem} action={<Button onClick={() => void evaluateRun(info.id)}>Try again</Button>} />
      </div>
    );
  }
  if (!value) {
    return (
      <Empty icon={<Target />} title={capitalise('the model is being tested…')}>
        It reads every held-out sample once.
      </Empty>
    );
  }
  return <Results evaluation={value} runId={info.id} />;
}
