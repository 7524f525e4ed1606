import { Download } from 'lucide-react';
import { Button } from '../ui/Button';
import { arrival, installEngine, useEngines } from './engines-store';
import { trainSlowly, useWaiting } from './session';
import { formatBytes } from './wording';

/** TensorFlow's library on its way: how far it is, and what to do meanwhile. Nothing once it is there. */
export function EngineArrival() {
  const status = useEngines((s) => s.status);
  const waiting = useWaiting();
  if (!status) return null;
  const { install } = status;
  switch (install.state) {
    case 'ready':
      return null;
    case 'installing': {
      const part = arrival(status) ?? 0;
      const percent = Math.floor(part * 100);
      return (
        <div className="arrival" role="status">
          <span>
            TensorFlow is arriving, <span className="figures">{percent}&#8239;%</span> (
            {install.part.charAt(0).toLowerCase() + install.part.slice(1)}).{' '}
            {waiting ? 'Training starts when it is here.' : 'Train starts when it is here.'}
          </span>
          <div
            className="progress"
            role="progressbar"
            aria-label="Arrival of TensorFlow"
            aria-valuemin={0}
            aria-valuemax={100}
            aria-valuenow={percent}
          >
            <i style={{ width: `${percent}%` }} />
          </div>
          {waiting ? <Button onClick={() => void trainSlowly()}>Train now with the slower JavaScript engine</Button> : null}
        </div>
      );
    }
    case 'missing':
      return (
        <div className="arrival">
          <span>
            Training runs on JavaScript, slowly. TensorFlow is much faster: {formatBytes(install.bytes)} from {install.source}
            {install.sha256 ? (
              <>
                , SHA-256 <code title={install.sha256}>{install.sha256.slice(0, 12)}…</code>
              </>
            ) : null}
            .
          </span>
          <Button icon={<Download />} onClick={() => void installEngine()}>
            Download TensorFlow
          </Button>
        </div>
      );
    case 'failed':
      return (
        <div className="arrival" role="status">
          <span>TensorFlow could not be installed: {install.message} Training runs on JavaScript, slowly.</span>
          <Button onClick={() => void installEngine()}>Try again</Button>
        </div>
      );
  }
}

/** The same in the status bar, in a few letters. */
export function EngineArrivalBar() {
  const part = arrival(useEngines((s) => s.status));
  if (part === null) return null;
  const percent = Math.floor(part * 100);
  return (
    <span className="arrival-bar">
      <span>TensorFlow is arriving, {percent}&#8239;%</span>
      <span className="progress" role="progressbar" aria-label="TensorFlow" aria-valuemin={0} aria-valuemax={100} aria-valuenow={percent}>
        <i style={{ width: `${percent}%` }} />
      </span>
    </span>
  );
}
