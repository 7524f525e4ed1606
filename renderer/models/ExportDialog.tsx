import { FolderOpen, Share } from 'lucide-react';
import { useState } from 'react';
import type { ExportFormat, ExportReport, RunInfo } from '../../shared/run';
import type { StudioError } from '../../shared/studio-error';
import { chooseFile } from '../app/choose-file';
import { asStudioError, studio } from '../app/connect';
import { formatCount, formatShare } from '../training/wording';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { ErrorNote } from '../ui/ErrorNote';
import { notifyError } from '../ui/notices';
import './models.css';

const FORMATS: readonly { readonly format: ExportFormat; readonly title: string; readonly text: string }[] = [
  {
    format: 'tfjs',
    title: 'TensorFlow.js',
    text: 'A layers model for the browser or Node, with its labels and preprocessing in a small JSON.',
  },
  { format: 'html', title: 'Web page', text: 'One page that runs the model offline, in any browser, with nothing to install.' },
  { format: 'python', title: 'Python', text: 'A Keras script made from the graph that trains to the same loss, and the trained weights.' },
  {
    format: 'savedmodel',
    title: 'TensorFlow SavedModel',
    text: 'A folder that TensorFlow loads in Python, C++, Java or Go, and TensorFlow Serving serves, with its labels and preprocessing.',
  },
];

function Report({ report }: { readonly report: ExportReport }) {
  const reveal = () => {
    studio().call('files.reveal', { path: report.path }).catch(notifyError);
  };
  return (
    <div className="export-report" data-testid="export-report" role="status">
      {report.max_difference === null ? (
        <p>
          <b>Exported, not checked.</b>
        </p>
      ) : (
        <>
          <p>
            <b>Exported and checked.</b> Loaded again and compared with the trained model on {formatCount(report.samples)} real samples.
          </p>
          <dl className="run-facts">
            <dt>largest difference</dt>
            <dd data-testid="max-difference">{report.max_difference === 0 ? '0' : report.max_difference.toExponential(1)}</dd>
            {report.top1_agreement === null ? null : (
              <>
                <dt>same best class</dt>
                <dd>{formatShare(report.top1_agreement)}</dd>
              </>
            )}
          </dl>
        </>
      )}
      {report.note ? <p className="soft">{report.note}</p> : null}
      <ul>
        {report.files.map((file) => (
          <li key={file}>{file.startsWith(report.path) ? file.slice(report.path.length).replace(/^[\\/]/, '') || file : file}</li>
        ))}
      </ul>
      <p>
        <Button icon={<FolderOpen />} onClick={reveal}>
          Show it
        </Button>
      </p>
    </div>
  );
}

/** Takes a trained model out: a format, a place, and how closely the export agrees with the model. */
export default function ExportDialog({ run, onClose }: { readonly run: RunInfo; onClose(): void }) {
  const [format, setFormat] = useState<ExportFormat>('tfjs');
  const [path, setPath] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<StudioError | null>(null);
  const [report, setReport] = useState<ExportReport | null>(null);

  const choose = async (): Promise<string | null> => {
    const suggested = `${run.name.replace(/[\\/:*?"<>|]+/g, ' ').trim() || 'model'}-${format}`;
    const chosen = await chooseFile({ mode: 'save', title: 'Export into the new folder', suggested, extensions: [] });
    if (chosen !== null) setPath(chosen);
    return chosen;
  };
  const go = async () => {
    try {
      const target = path ?? (await choose());
      if (target === null) return;
      setBusy(true);
      setProblem(null);
      setReport(null);
      setReport(await studio().call('runs.export', { runId: run.id, format, path: target }));
    } catch (error) {
      setProblem(asStudioError(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      onClose={onClose}
      width="medium"
      title={`Export ${run.name}`}
      description="The export is loaded again and compared with the trained model before it counts."
      footer={
        <>
          <Button onClick={onClose}>{report ? 'Close' : 'Cancel'}</Button>
          <Button variant="primary" icon={<Share />} disabled={busy} onClick={() => void go()}>
            {busy ? 'Exporting…' : 'Export'}
          </Button>
        </>
      }
    >
      <fieldset className="formats" aria-label="Format">
        {FORMATS.map((option) => (
          <label className="format" key={option.format}>
            <input
              type="radio"
              name="format"
              value={option.format}
              checked={format === option.format}
              onChange={() => {
                setFormat(option.format);
                setPath(null);
                setReport(null);
              }}
            />
            <b>{option.title}</b>
            <span>{option.text}</span>
          </label>
        ))}
      </fieldset>
      <div className="export-target">
        {path === null ? <span className="soft">You choose where next.</span> : <code>{path}</code>}
        <Button icon={<FolderOpen />} disabled={busy} onClick={() => void choose().catch(notifyError)}>
          Choose the place
        </Button>
      </div>
      {problem ? <ErrorNote error={problem} /> : null}
      {report ? <Report report={report} /> : null}
    </Dialog>
  );
}
