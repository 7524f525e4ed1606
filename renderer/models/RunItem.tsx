import { FastForward, Pencil, Pin, Play, Trash2 } from 'lucide-react';
import { memo, useState } from 'react';
import type { RunInfo } from '../../shared/run';
import { freePlace, toggleCompared, useCompare } from '../compare/compare-store';
import { markOf } from '../compare/run-marks';
import { showComparison, showDock } from '../state/view';
import { headlineOf } from '../training/curves';
import { isUnderWay, stateWords } from '../training/run-controls';
import { deleteRun, extendRun, labelRun, openRun, renameRun, resumeRun } from '../training/runs-store';
import { formatBytes, formatMetric, metricName } from '../training/wording';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { Field } from '../ui/Field';
import { IconButton } from '../ui/IconButton';
import { NumberField } from '../ui/NumberField';
import { TextField } from '../ui/TextField';
import { RunTags } from './RunTags';
import './runs.css';

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

/** Shows a run in the dock. */
async function open(runId: string): Promise<void> {
  showComparison(false);
  await openRun(runId);
}

/** Takes the run into the comparison; there it is known by the letter that stands here. */
function CompareBox({ run }: { readonly run: RunInfo }) {
  const chosen = useCompare((s) => s.chosen);
  const mine = chosen.find((c) => c.runId === run.id);
  const full = !mine && freePlace(chosen) === null;
  return (
    <label className="run-compare" title={full ? 'Five runs are compared at most' : `Compare ${run.name}`}>
      <input
        type="checkbox"
        aria-label={`Compare ${run.name}`}
        checked={mine !== undefined}
        disabled={full}
        onChange={() => toggleCompared(run.id)}
      />
      {mine ? (
        <b aria-hidden="true" style={{ background: `var(${markOf(mine.place).colour})` }}>
          {markOf(mine.place).letter}
        </b>
      ) : null}
    </label>
  );
}

/** One run in the list. While one learns, the others are not drawn anew. */
export const RunItem = memo(function RunItem({
  run,
  current,
  busy,
}: {
  readonly run: RunInfo;
  readonly current: boolean;
  readonly busy: boolean;
}) {
  const [asking, setAsking] = useState<'delete' | 'extend' | 'rename' | null>(null);
  const close = () => setAsking(null);
  const figure = headlineOf(run);
  return (
    <li className="run-item" aria-current={current}>
      <div className="run-head">
        <CompareBox run={run} />
        {asking === 'rename' ? (
          <TextField
            aria-label="Name of the run"
            autoFocus
            value={run.name}
            onCommit={(name) => void renameRun(run.id, name.trim() || run.name)}
            onBlurCapture={close}
          />
        ) : (
          <button type="button" className="run-open" title={run.name} onClick={() => void open(run.id)}>
            {run.name}
          </button>
        )}
        <IconButton label={`Rename ${run.name}`} icon={<Pencil />} onClick={() => setAsking('rename')} />
        <IconButton
          label={`${run.pinned ? 'Unpin' : 'Pin'} ${run.name}`}
          icon={<Pin />}
          aria-pressed={run.pinned}
          onClick={() => void labelRun(run.id, { pinned: !run.pinned })}
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
      <RunTags run={run} />
      <div className="run-actions">
        {run.state === 'finished' ? (
          <Button icon={<FastForward />} disabled={busy} onClick={() => setAsking('extend')}>
            Train further
          </Button>
        ) : null}
        {run.state === 'paused' || run.state === 'failed' ? (
          <Button icon={<Play />} disabled={busy && run.state !== 'paused'} onClick={() => void resumeRun(run.id)}>
            Resume
          </Button>
        ) : null}
        <IconButton
          label={`Delete ${run.name}`}
          icon={<Trash2 />}
          disabled={isUnderWay(run.state) && run.state !== 'paused'}
          onClick={() => setAsking('delete')}
        />
      </div>
      {asking === 'delete' ? <DeleteDialog run={run} onClose={close} /> : null}
      {asking === 'extend' ? <ExtendDialog run={run} onClose={close} /> : null}
    </li>
  );
});
