import type { RunInfo } from '../../shared/run';
import { samplesASecond } from '../data/kinds';
import { currentProject } from '../state/document';
import { headline } from './curves';
import { runEngineWords, whyEngine } from './engines-store';
import { stateWords } from './run-controls';
import type { RunData } from './run-data';
import { capitalise, formatCount, formatMetric, formatNumber, metricName, timeLeft } from './wording';

function samplesName(): string {
  return samplesASecond(Object.values(currentProject()?.data?.facts?.inputs ?? {}));
}

function where(info: RunInfo): string {
  const { epoch, epochs, step } = info.progress;
  switch (info.state) {
    case 'queued':
      return 'Waiting…';
    case 'preparing':
      return step > 0 ? `Going on from step ${formatCount(step)}…` : 'Getting ready…';
    case 'running':
      return `Epoch ${Math.min(epochs, epoch + 1)} of ${epochs}`;
    default:
      return capitalise(stateWords(info.state));
  }
}

/** Where training stands: the epoch, the one big figure, progress and speed, and what it runs on. */
export function FigureColumn({ run }: { readonly run: RunData }) {
  const { info } = run;
  const figure = headline(run);
  const { progress } = info;
  const part = progress.steps > 0 ? Math.min(1, progress.step / progress.steps) : 0;
  const over = info.state === 'finished' || info.state === 'failed';
  const rate = run.learningRate.last;
  const seconds = run.epochs.reduce((sum, epoch) => sum + epoch.seconds, 0);
  const speed = progress.samplesPerSecond ?? run.epochs.at(-1)?.samples_per_second ?? null;
  return (
    <div className="figure-column">
      <p className="soft figures figure-head">
        <span>{where(info)}</span>
        <span title="Steps done, of all">
          {formatCount(progress.step)} / {formatCount(progress.steps)}
        </span>
      </p>
      <p className="big-figure" data-testid="headline">
        {figure ? formatMetric(figure.name, figure.value) : '–'}
      </p>
      <p className="soft">
        {figure ? `${figure.heldOut ? 'held-out' : 'validation'} ${metricName(figure.name)}` : 'validation after the first epoch'}
      </p>
      <div
        className="progress"
        role="progressbar"
        aria-label="Progress of training"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(part * 100)}
      >
        <i style={{ width: `${part * 100}%` }} />
      </div>
      <dl className="run-facts">
        <dt>{over ? 'trained for' : 'left'}</dt>
        <dd>{timeLeft(over ? seconds : progress.secondsLeft)}</dd>
        <dt>{samplesName()}</dt>
        <dd>{speed === null ? '–' : formatCount(speed)}</dd>
        <dt>learning rate</dt>
        <dd>{rate === undefined ? '–' : formatNumber(rate)}</dd>
      </dl>
      {info.engine ? (
        <p className="engine-note" title={whyEngine(info.engine)}>
          {runEngineWords(info.engine)}
          {info.engine.name === 'tensorflow' ? null : <span>{info.engine.reason}</span>}
        </p>
      ) : null}
    </div>
  );
}
