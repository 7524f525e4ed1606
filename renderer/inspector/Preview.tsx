import { Dices, SkipForward } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { PartContent } from '../../shared/dataset';
import type { NodeId } from '../../shared/graph/document';
import type { Preview as Drawn } from '../../shared/preview';
import type { StudioError } from '../../shared/studio-error';
import { asStudioError, studio } from '../app/connect';
import { SampleContent } from '../data/SampleContent';
import { useDocument, useProject } from '../state/document';
import { useDrawing } from '../state/drawing';
import { settled } from '../state/journal';
import { useView } from '../state/view';
import { formatNumber } from '../training/wording';
import { Button } from '../ui/Button';
import { ErrorNote } from '../ui/ErrorNote';
import './preview.css';

/** How often a sample is drawn. */
const DRAWS = 4;
/** An edit that is still being typed asks for nothing. */
const PAUSE_MS = 250;

function Shown({ content, title }: { readonly content: PartContent; readonly title: string }) {
  return (
    <figure className={`preview-one ${content.kind}`}>
      <SampleContent content={content} alt={title} />
      <figcaption className="soft">{title}</figcaption>
    </figure>
  );
}

/** What the core makes of a sample; asked anew when the graph, the data, the sample or the draw is another. */
function useDrawn(id: NodeId, sample: number, seed: number) {
  const projectId = useDocument((s) => s.open?.projectId ?? null);
  const project = useProject();
  const graph = project?.graph;
  const data = project?.data;
  const [drawn, setDrawn] = useState<Drawn | null>(null);
  const [problem, setProblem] = useState<StudioError | null>(null);
  const [busy, setBusy] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another graph or other data is another answer
  useEffect(() => {
    if (projectId === null || !data) return;
    let wanted = true;
    const ask = async () => {
      setBusy(true);
      try {
        await settled();
        const answer = await studio().call('datasets.preview', { projectId, node: id, sample, seed, draws: DRAWS });
        if (!wanted) return;
        setDrawn(answer);
        setProblem(null);
      } catch (error) {
        if (wanted) setProblem(asStudioError(error));
      }
      if (wanted) setBusy(false);
    };
    const timer = setTimeout(() => void ask(), PAUSE_MS);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [projectId, id, graph, data, sample, seed]);
  return { drawn, problem, busy };
}

function Draws({ id }: { readonly id: NodeId }) {
  const [sample, setSample] = useState(0);
  const [seed, setSeed] = useState(0);
  const { drawn, problem, busy } = useDrawn(id, sample, seed);
  const label = drawn?.label ?? null;
  const told = label === null ? 'before' : `before: ${typeof label === 'number' ? formatNumber(label) : label}`;
  return (
    <div aria-busy={busy}>
      {problem ? (
        <ErrorNote severity="warning" error={problem} />
      ) : drawn ? (
        <div className="preview-draws">
          <Shown content={drawn.before} title={told} />
          {drawn.after.map((content, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: draws have no other name than their place
            <Shown key={i} content={content} title={`drawn ${i + 1}`} />
          ))}
        </div>
      ) : (
        <p className="soft">Drawing…</p>
      )}
      <div className="preview-buttons">
        <Button icon={<Dices />} disabled={problem !== null} onClick={() => setSeed(seed + 1)}>
          Draw again
        </Button>
        <Button icon={<SkipForward />} disabled={problem !== null} onClick={() => setSample(sample + 1)}>
          Another sample
        </Button>
      </div>
    </div>
  );
}

/** What becomes of a sample at a node that changes samples while training: before, and a few times after. */
export function Preview({ id }: { readonly id: NodeId }) {
  const hasData = useProject()?.data != null;
  const inside = useDrawing((s) => s.block !== null);
  return (
    <section aria-label="While training">
      <h3 className="section-head">While training</h3>
      {inside ? (
        <p className="soft">Leave the block to see what becomes of a sample: what comes in here depends on where the block stands.</p>
      ) : hasData ? (
        <Draws key={id} id={id} />
      ) : (
        <>
          <p className="soft">What becomes of a sample is shown here as soon as there is data.</p>
          <div className="preview-buttons">
            <Button onClick={() => useView.setState({ rail: 'data', leftOpen: true })}>Choose the data</Button>
          </div>
        </>
      )}
    </section>
  );
}
