import { ChevronLeft, ChevronRight, Images } from 'lucide-react';
import { useState } from 'react';
import type { Inspection } from '../../shared/run';
import { SampleContent } from '../data/SampleContent';
import { SamplePicker } from '../data/SamplePicker';
import { Predictions } from '../models/Predictions';
import { Button } from '../ui/Button';
import { IconButton } from '../ui/IconButton';
import { Select } from '../ui/Select';
import { neighbour } from './neighbour';
import { captionOf } from './reading';
import { showProbe, useReplay } from './replay-store';
import { inspectSample, useResults } from './results-store';

/** Which weights look: those that were kept in the end, or those on the way there. */
export type Weights = 'trained' | 'training';

/** The choice between them; null: there is none. */
export type WeightsChoice = { readonly weights: Weights; setWeights(weights: Weights): void } | null;

function ChooseWeights({ choice }: { readonly choice: WeightsChoice }) {
  if (!choice) return null;
  return (
    <Select
      aria-label="Which weights look"
      value={choice.weights}
      options={[
        { value: 'trained', label: 'the trained model' },
        { value: 'training', label: 'while it trained' },
      ]}
      onChange={choice.setWeights}
    />
  );
}

function Sample({ inspection }: { readonly inspection: Inspection }) {
  const { sample, predictions } = inspection;
  return (
    <>
      <div className={sample.content.kind === 'image' ? 'side-sample' : ''}>
        {predictions.some(({ kind }) => kind === 'boxes') ? null : <SampleContent content={sample.content} />}
        <p data-testid="caption">{captionOf(inspection)}</p>
      </div>
      <Predictions predictions={predictions} limit={4} sample={sample} />
    </>
  );
}

/** The sample that is looked into, what the model says of it, and how to take another. */
export function SampleSide(p: { readonly runId: string; readonly projectId: string; readonly choice: WeightsChoice }) {
  const { value, busy } = useResults((s) => s.inspection);
  const [picking, setPicking] = useState(false);
  const step = async (by: 1 | -1) => {
    const next = value ? await neighbour(p.projectId, value.sample, by) : null;
    if (next !== null) await inspectSample(p.runId, next);
  };
  return (
    <div className="attention-side">
      <ChooseWeights choice={p.choice} />
      <div className="sample-steps">
        <IconButton label="Previous sample" side="top" icon={<ChevronLeft />} disabled={busy || !value} onClick={() => void step(-1)} />
        <IconButton label="Next sample" side="top" icon={<ChevronRight />} disabled={busy || !value} onClick={() => void step(1)} />
        <Button icon={<Images />} onClick={() => setPicking(true)}>
          Choose
        </Button>
      </div>
      {value ? <Sample inspection={value} /> : null}
      {picking ? (
        <SamplePicker
          projectId={p.projectId}
          onClose={() => setPicking(false)}
          onPick={(index) => {
            setPicking(false);
            void inspectSample(p.runId, index);
          }}
        />
      ) : null}
    </div>
  );
}

/** The same for the few held-out samples that were followed while the model trained. */
export function ProbeSide({ inspection, choice }: { readonly inspection: Inspection | null; readonly choice: WeightsChoice }) {
  const { sample, samples } = useReplay();
  const step = (by: 1 | -1) => showProbe((sample + by + samples) % samples);
  return (
    <div className="attention-side">
      <ChooseWeights choice={choice} />
      <div className="sample-steps">
        <IconButton label="Previous sample" side="top" icon={<ChevronLeft />} disabled={samples < 2} onClick={() => step(-1)} />
        <IconButton label="Next sample" side="top" icon={<ChevronRight />} disabled={samples < 2} onClick={() => step(1)} />
        <span className="soft">
          {sample + 1} of {samples}
        </span>
      </div>
      {inspection ? <Sample inspection={inspection} /> : null}
    </div>
  );
}
