import { useEffect, useRef, useState } from 'react';
import type { DatasetSummary, SplitSettings } from '../../shared/dataset';
import { formatCount } from '../training/wording';
import { Field } from '../ui/Field';
import { NumberField } from '../ui/NumberField';

function Slider(p: {
  readonly id: string;
  readonly label: string;
  readonly value: number;
  readonly max: number;
  readonly disabled: boolean;
  onMove(value: number): void;
  onEnd(): void;
}) {
  const percent = Math.round(p.value * 100);
  return (
    <div>
      <label htmlFor={p.id} className="shown-row">
        <span>{p.label}</span>
        <span className="figures">{percent}&#8239;%</span>
      </label>
      <input
        id={p.id}
        className="slider"
        type="range"
        min={0}
        max={Math.round(p.max * 100)}
        step={1}
        value={percent}
        disabled={p.disabled}
        aria-valuetext={`${percent} %`}
        onChange={(event) => p.onMove(Number(event.target.value) / 100)}
        onPointerUp={p.onEnd}
        onKeyUp={p.onEnd}
      />
    </div>
  );
}

/** How much is watched while training and how much is held out until the end. Counts once a slider is let go. */
export function SplitEditor(p: {
  readonly split: SplitSettings;
  readonly samples: DatasetSummary['samples'] | null;
  readonly disabled: boolean;
  onSplit(split: SplitSettings): void;
}) {
  const [draft, setDraft] = useState(p.split);
  useEffect(() => setDraft(p.split), [p.split]);
  const waiting = useRef<ReturnType<typeof setTimeout> | null>(null);
  const stopWaiting = () => {
    if (waiting.current !== null) clearTimeout(waiting.current);
    waiting.current = null;
  };
  useEffect(
    () => () => {
      if (waiting.current !== null) clearTimeout(waiting.current);
    },
    [],
  );
  // Several arrow keys in a row are one gesture.
  const commit = () => {
    stopWaiting();
    const { validation, test } = draft;
    if (validation === p.split.validation && test === p.split.test) return;
    waiting.current = setTimeout(() => p.onSplit(draft), 300);
  };
  const parts = [
    { name: 'train', words: 'training', part: Math.max(0, 1 - draft.validation - draft.test) },
    { name: 'validation', words: 'validation', part: draft.validation },
    { name: 'test', words: 'held out', part: draft.test },
  ] as const;
  return (
    <section aria-label="Split">
      <h3 className="section-head">Split</h3>
      <div className="split-bar" aria-hidden="true">
        {parts.map(({ name, part }) => (
          <i key={name} className={name} style={{ flexGrow: part }} />
        ))}
      </div>
      <p className="split-legend figures">
        {parts.map(({ name, words }) => (
          <span key={name}>
            <i className={`split-dot ${name}`} />
            {words} {p.samples ? formatCount(p.samples[name]) : ''}
          </span>
        ))}
      </p>
      <Slider
        id="split-validation"
        label="Watched while training"
        value={draft.validation}
        max={Math.min(0.9, 0.98 - draft.test)}
        disabled={p.disabled}
        onMove={(validation) => setDraft({ ...draft, validation })}
        onEnd={commit}
      />
      <Slider
        id="split-test"
        label="Held out until the end"
        value={draft.test}
        max={Math.min(0.9, 0.98 - draft.validation)}
        disabled={p.disabled}
        onMove={(test) => setDraft({ ...draft, test })}
        onEnd={commit}
      />
      <Field label="Split seed">
        {(ids) => (
          <NumberField
            {...ids}
            integer
            min={0}
            max={2 ** 31 - 1}
            value={p.split.seed}
            disabled={p.disabled}
            onCommit={(seed) => seed !== null && p.onSplit({ ...p.split, seed })}
          />
        )}
      </Field>
    </section>
  );
}
