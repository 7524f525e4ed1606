import { type ReactNode, useCallback, useState } from 'react';
import type { EvaluatedOutput, Evaluation } from '../../shared/run';
import { cellSamples, inspectSample } from '../attention/results-store';
import { SampleGallery } from '../data/SampleGallery';
import { showDock } from '../state/view';
import { formatCount, formatMetric, metricName } from '../training/wording';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { BoxEvaluation } from './BoxEvaluation';
import { ConfusionMatrix } from './ConfusionMatrix';
import { mistakesOf } from './confusion';
import './models.css';
import { OutputChoice } from './OutputChoice';
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

function CellSheet(p: {
  readonly runId: string;
  readonly cell: Cell;
  readonly classes: readonly string[];
  readonly output: number;
  onClose(): void;
}) {
  const { runId, cell } = p;
  const [total, setTotal] = useState<number | null>(null);
  const load = useCallback((offset: number) => cellSamples(runId, cell.actual, cell.predicted, offset, p.output), [runId, cell, p.output]);
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

function Figures({
  evaluation,
  shown,
  children,
}: {
  readonly evaluation: Evaluation;
  readonly shown: Shown;
  readonly children: ReactNode;
}) {
  const [values, ...others] = shown.values ?? [];
  const metrics: Readonly<Record<string, number>> = { ...(values && others.length === 0 ? errorsOf(values.points) : {}), ...shown.metrics };
  const order = [
    'bleu',
    'character_error_rate',
    'word_error_rate',
    'accuracy',
    'map_50',
    'map_50_95',
    'equal_error_rate',
    'recall_at_10',
    'ndcg_at_10',
    'recall_at_1',
    'pair_accuracy',
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
      {children}
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
      {shown.boxes ? <p className="confusion-hint">A box is right that overlaps a true one of its label by half. A sample opens.</p> : null}
      {shown.confusion ? (
        <p className="confusion-hint">Each row is a true class, each column what the model said. A cell opens its samples.</p>
      ) : null}
      {values ? <p className="confusion-hint">On the dashed line the model is right. A point opens its sample.</p> : null}
    </div>
  );
}

/** One output of several, or the only one. */
type Shown = Pick<EvaluatedOutput, 'metrics' | 'classes' | 'confusion' | 'values'> & Pick<Evaluation, 'boxes'>;

/** A run of before tells only of its first output. */
function outputsOf(evaluation: Evaluation): readonly Shown[] {
  const { outputs = [], metrics, classes, confusion, values, boxes } = evaluation;
  const [only] = outputs;
  if (only && outputs.length === 1) return [{ ...only, metrics, boxes }];
  // Boxes are told of the first alone.
  if (outputs.length > 1) return outputs.map((output, at) => (at === 0 ? { ...output, boxes } : output));
  return [{ metrics, classes, confusion, values: values && [{ column: '', points: values }], boxes }];
}

/** What the trained model said of samples that it never saw: figures, what was taken for what, predicted over true values. */
export function EvaluationResults({ evaluation, runId }: { readonly evaluation: Evaluation; readonly runId: string }) {
  const [chosen, choose] = useState(0);
  const [cell, setCell] = useState<Cell | null>(null);
  const all = outputsOf(evaluation);
  const at = Math.min(chosen, all.length - 1);
  const shown = all[at];
  if (!shown) return null;
  const { classes, confusion, values } = shown;
  const mistakes = confusion ? mistakesOf(confusion, classes && classes.length > MAX_TABLE ? 200 : 8) : [];
  return (
    <div className="evaluation">
      <Figures evaluation={evaluation} shown={shown}>
        {all.length > 1 ? (
          <OutputChoice outputs={evaluation.outputs ?? []} chosen={at} loss={evaluation.metrics.loss} onChoose={choose} />
        ) : null}
      </Figures>
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
        {(values ?? []).map(({ column, points }, _, { length }) => (
          <figure key={column} className="scatter-of">
            {length > 1 ? <figcaption className="section-head">{column}</figcaption> : null}
            <Scatter values={points} onSample={(index) => lookInto(runId, index)} />
          </figure>
        ))}
        {shown.boxes ? <BoxEvaluation report={shown.boxes} onSample={(index) => lookInto(runId, index)} /> : null}
        {!confusion && !values && !shown.boxes ? (
          <p className="soft">The figures on the left say it all: there is no picture of this kind of answer.</p>
        ) : null}
      </div>
      {cell && classes ? <CellSheet runId={runId} cell={cell} classes={classes} output={at} onClose={() => setCell(null)} /> : null}
    </div>
  );
}
