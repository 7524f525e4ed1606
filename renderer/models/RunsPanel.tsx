import { ChartSpline, FastForward, Pencil, Play, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { RunInfo } from '../../shared/run';
import { showDock } from '../state/view';
import { headlineOf } from '../training/curves';
import { isUnderWay, stateWords } from '../training/run-controls';
import { deleteRun, extendRun, openRun, renameRun, resumeRun, useRuns } from '../training/runs-store';
import { formatBytes, formatMetric, metricName } from '../training/wording';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { Empty } from '../ui/Empty';
import { Field } from '../ui/Field';
import { IconButton } from '../ui/IconButton';
import { NumberField } from '../ui/NumberField';
import { TextField } from '../ui/TextField';
import './models.css';

const day = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });

function DeleteDialog({ run, onClose }: { readonly run: RunInfo; onClose(): void }) {
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Delete ${run.name}?`}
      description={`Its weights, curves and log are removed from the disk (${formatBytes(run.diskBytes)}). This cannot be undone.`}
      footer={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button
            variant="danger"
            icon={<Trash2 />}
            onClick={() => {
              onClose();
              void deleteRun(run.id);
            }}
          >
            Delete
          </Button>
        </>
      }
    />
  );
}

function ExtendDialog({ run, onClose }: { readonly run: RunInfo; onClose(): void }) {
  const [epochs, setEpochs] = useState(run.progress.epochs);
  return (
    <Dialog
      open
      onClose={onClose}
      title="Train further"
      description={`${run.name} goes on from its last weights with its own settings.`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            icon={<FastForward />}
            onClick={() => {
              onClose();
              showDock('training');
              void extendRun(run.id, epochs);
            }}
          >
            Train further
          </Button>
        </>
      }
    >
      <Field label="Epochs more">
        {(ids) => <NumberField {...ids} integer min={1} max={100_000} value={epochs} onCommit={(v) => v !== null && setEpochs(v)} />}
      </Field>
    </Dialog>
  );
}

function RunItem({ run, current, busy }: { readonly run: RunInfo; readonly current: boolean; readonly busy: boolean }) {
  const [asking, setAsking] = useState<'delete' | 'extend' | 'rename' | null>(null);
  const close = () => setAsking(null);
  const figure = headlineOf(run);
  return (
    <li className="run-item" aria-current={current}>
      <div className="run-head">
        {asking === 'rename' ? (
          <TextField
            aria-label="Name of the run"
            autoFocus
            value={run.name}
            onCommit={(name) => void renameRun(run.id, name.trim() || run.name)}
            onBlurCapture={close}
          />
        ) : (
          <button type="button" className="run-open" onClick={() => void openRun(run.id)}>
            {run.name}
          </button>
        )}
        <IconButton label={`Rename ${run.name}`} icon={<Pencil />} onClick={() => setAsking('rename')} />
        <IconButton
          label={`Delete ${run.name}`}
          icon={<Trash2 />}
          disabled={isUnderWay(run.state) && run.state !== 'paused'}
          onClick={() => setAsking('delete')}
        />
      </div>
      <p className="run-line figures">
        <span className={`state ${run.state}`}>{stateWords(run.state)}</span>
        {figure ? (
          <span>
            {metricName(figure.name)} {formatMetric(figure.name, figure.value)}
          </span>
        ) : null}
        <span>
          epoch {run.progress.epoch} of {run.progress.epochs}
        </span>
      </p>
      <p className="run-line figures">
        <span>{day.format(new Date(run.created))}</span>
        <span>{formatBytes(run.diskBytes)}</span>
      </p>
      {run.failure ? <p className="run-line">{run.failure.message}</p> : null}
      {run.state === 'finished' || run.state === 'paused' || run.state === 'failed' ? (
        <div className="run-actions">
          {run.state === 'finished' ? (
            <Button icon={<FastForward />} disabled={busy} onClick={() => setAsking('extend')}>
              Train further
            </Button>
          ) : (
            <Button icon={<Play />} disabled={busy && run.state !== 'paused'} onClick={() => void resumeRun(run.id)}>
              Resume
            </Button>
          )}
        </div>
      ) : null}
      {asking === 'delete' ? <DeleteDialog run={run} onClose={close} /> : null}
      {asking === 'extend' ? <ExtendDialog run={run} onClose={close} /> : null}
    </li>
  );
}

/** Every run of the project: what became of it, what it takes on disk, and what can be done with it. */
export default function RunsPanel() {
  const runs = useRuns((s) => s.runs);
  const currentId = useRuns((s) => (s.tick >= 0 ? (s.current?.info.id ?? null) : null));
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
      <h2>Runs</h2>
      <p className="soft figures">{formatBytes(runs.reduce((sum, run) => sum + run.diskBytes, 0))} on disk</p>
      <ul className="run-list">
        {runs.map((run) => (
          <RunItem key={run.id} run={run} current={run.id === currentId} busy={busy} />
        ))}
      </ul>
    </div>
  );
}
