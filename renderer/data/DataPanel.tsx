import { Database, FileText, FolderOpen, MapPin, Plus, RotateCw } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import type { DataSettings, SplitSettings } from '../../shared/dataset';
import { FEED_KINDS } from '../../shared/graph/feeds/kinds';
import { NODES } from '../../shared/nodes/registry.gen';
import { studio } from '../app/connect';
import { useDocument, useProject } from '../state/document';
import { applyGraphEdits } from '../state/fix';
import { settled } from '../state/journal';
import { formatCount } from '../training/wording';
import { Button } from '../ui/Button';
import { Empty } from '../ui/Empty';
import { ErrorNote } from '../ui/ErrorNote';
import { notifyError } from '../ui/notices';
import { Balance } from './Balance';
import { chooseData, locateData } from './choose-data';
import './data.css';
import { applyData, DEFAULT_SPLIT, lookAgain, useDataset } from './dataset-store';
import { pathOfDropped } from './drop';
import { ReaderForm } from './ReaderForm';
import { SampleGallery } from './SampleGallery';
import { SplitEditor } from './SplitEditor';
import { inputNodesFor, unreadInputs, wantsOf } from './wants';

function Choosers({ split, primary }: { readonly split: SplitSettings; readonly primary: boolean }) {
  const readOnly = useDocument((s) => s.open?.readOnly ?? null) !== null;
  const variant = primary ? 'primary' : 'quiet';
  return (
    <div className="data-buttons">
      <Button variant={variant} icon={<FolderOpen />} disabled={readOnly} onClick={() => void chooseData('open-folder', split)}>
        Choose a folder
      </Button>
      <Button icon={<FileText />} disabled={readOnly} onClick={() => void chooseData('open-file', split)}>
        Choose a file
      </Button>
    </div>
  );
}

/** A graph that reads something else, or only a part: offers the nodes that let this data in. */
function InputOffer() {
  const project = useProject();
  const facts = project?.data?.facts;
  if (!project || !facts) return null;
  const unread = unreadInputs(facts, project.graph);
  const { titles, edits } = inputNodesFor(facts, unread, project.graph, NODES);
  const [title, ...others] = titles;
  if (title === undefined) return null;
  const label = others.length === 0 ? `Add ${title}` : `Add ${titles.length} inputs`;
  const button = (
    <Button icon={<Plus />} onClick={() => applyGraphEdits(label, edits)}>
      {label}
    </Button>
  );
  const all = Object.entries(facts.inputs);
  if (unread.length < all.length) {
    return (
      <div className="input-offer">
        <p className="soft">The graph does not read {unread.map((name) => `“${name}”`).join(', ')}.</p>
        {button}
      </div>
    );
  }
  const had = [...new Set(wantsOf(project.graph).map((kind) => FEED_KINDS[kind].words))];
  const has = [...new Set(all.map(([, { kind }]) => FEED_KINDS[kind].words))];
  const message =
    had.length === 0
      ? 'The graph has no input for this data yet.'
      : `The graph reads ${had.join(' and ')}, this data is ${has.join(' and ')}.`;
  return <ErrorNote severity="warning" error={{ message }} action={button} />;
}

function Gallery({ projectId, version }: { readonly projectId: string; readonly version: number }) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: other data starts the gallery over
  const load = useCallback(
    async (offset: number, limit: number) => {
      await settled();
      return studio().call('datasets.samples', { projectId, split: null, label: null, offset, limit });
    },
    [projectId, version],
  );
  return (
    <section className="data-gallery">
      <SampleGallery load={load} label="Samples" />
    </section>
  );
}

function Found({ data, projectId }: { readonly data: DataSettings; readonly projectId: string }) {
  const { summary, busy, problem, version } = useDataset();
  const readOnly = useDocument((s) => s.open?.readOnly ?? null) !== null;
  return (
    <>
      <p className="data-path" title={summary?.path ?? data.path}>
        {data.path.startsWith('resource:') ? `${data.path.slice(9)}, comes with Attention Studio` : data.path}
      </p>
      {problem ? (
        <ErrorNote
          error={problem}
          action={
            <div className="data-buttons">
              <Button icon={<MapPin />} onClick={() => void locateData(data)}>
                Locate…
              </Button>
              <Button icon={<RotateCw />} onClick={() => void lookAgain()}>
                Try again
              </Button>
            </div>
          }
        />
      ) : null}
      {busy && !summary ? <p className="soft">Looking at the data…</p> : null}
      {summary ? (
        <>
          <p className="soft figures">{formatCount(summary.facts.samples)} samples</p>
          {summary.warnings.map((warning) => (
            <ErrorNote key={warning} severity="warning" error={{ message: warning }} />
          ))}
          <InputOffer />
          <ReaderForm
            summary={summary}
            disabled={busy || readOnly}
            onChange={(label, read) => void applyData(label, data.path, read, data.split)}
            onReader={(label, reader) => void applyData(label, data.path, null, data.split, reader)}
          />
          <SplitEditor
            split={data.split}
            samples={summary.samples}
            disabled={readOnly}
            onSplit={(split) => void applyData('Change the split', data.path, data.read, split)}
          />
          {summary.classes ? <Balance classes={summary.classes} /> : null}
          <h3 className="section-head">Samples</h3>
          <Gallery projectId={projectId} version={version} />
        </>
      ) : null}
      <Choosers split={data.split} primary={false} />
    </>
  );
}

/** The data of the project: where it is, how it is read and split, and what lies in it. */
export default function DataPanel() {
  const projectId = useDocument((s) => s.open?.projectId ?? null);
  const data = useProject()?.data ?? null;
  const problem = useDataset((s) => s.problem);
  const [dropping, setDropping] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: looks again when the data is another
  useEffect(() => void useDataset.getState().look(), [data, projectId]);
  if (projectId === null) return null;
  const split = data?.split ?? DEFAULT_SPLIT;
  const drop = async (transfer: DataTransfer) => {
    const path = await pathOfDropped(transfer);
    if (path !== null) await applyData('Choose data', path, null, split);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut for the buttons that choose
    <div
      className={`data-panel${dropping ? ' dropping' : ''}`}
      onDragOver={(event) => {
        event.preventDefault();
        setDropping(true);
      }}
      onDragLeave={() => setDropping(false)}
      onDrop={(event) => {
        event.preventDefault();
        setDropping(false);
        void drop(event.dataTransfer).catch(notifyError);
      }}
    >
      <h2>Data</h2>
      {data ? (
        <Found data={data} projectId={projectId} />
      ) : (
        <>
          {problem ? <ErrorNote error={problem} /> : null}
          <Empty icon={<Database />} title="Choose what to learn from" action={<Choosers split={split} primary />}>
            A folder with one folder of pictures or sounds a class, or a file of texts, numbers, or rows of several parts. Files can be
            dropped here too.
          </Empty>
        </>
      )}
    </div>
  );
}
