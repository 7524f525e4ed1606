import { CircleAlert } from 'lucide-react';
import { memoryNeed } from '../../shared/codegen/memory';
import { optimizerSlots } from '../../shared/optimizer-slots';
import { useCamera } from '../canvas/camera';
import { useDocument } from '../state/document';
import { useReport } from '../state/report';
import { showDialog } from '../state/view';
import { formatBytes } from '../training/wording';
import { EngineBadge } from './slots';

/** What training will take at most, known before anything is built. */
function Memory() {
  const report = useReport((s) => s.report);
  const training = useDocument((s) => s.open?.history.document.training ?? null);
  if (!training || report.parameters === 0) return null;
  const { total } = memoryNeed(report, { batchSize: training.batch_size, optimizerSlots: optimizerSlots(training) });
  return <span title={`Training takes at most this much memory, at batch size ${training.batch_size}`}>≤ {formatBytes(total)}</span>;
}

/** What holds for the whole window: engine, size of the model, problems, seed, zoom. */
export function StatusBar() {
  const report = useReport((s) => s.report);
  const seed = useDocument((s) => s.open?.history.document.training.seed ?? null);
  const zoom = useCamera((s) => s.zoom);
  const problems = report.problems.length;
  const errors = report.problems.filter((p) => p.severity === 'error').length;
  return (
    <footer className="status-bar">
      <EngineBadge />
      <span>
        {report.parameters.toLocaleString('en')} parameters
        {report.trainable < report.parameters ? `, ${report.trainable.toLocaleString('en')} trained` : null}
      </span>
      <Memory />
      <span className="status-gap" />
      <button type="button" className={`status-button${errors > 0 ? ' bad' : ''}`} onClick={() => showDialog('problems')}>
        {errors > 0 ? <CircleAlert aria-hidden="true" /> : null}
        {problems === 1 ? '1 problem' : `${problems} problems`}
      </button>
      {seed === null ? null : <span>seed {seed}</span>}
      <span>{Math.round(zoom * 100)} %</span>
    </footer>
  );
}
