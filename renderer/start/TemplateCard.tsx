import { Clock, Target } from 'lucide-react';
import type { TemplateInfo } from '../../shared/contract';
import type { SampleView } from '../../shared/dataset';
import { StillSound } from '../data/Sound';

function Sample({ sample }: { readonly sample: SampleView }) {
  const { content } = sample;
  switch (content.kind) {
    case 'image':
      return <img src={content.dataUrl} alt="" className="sample-image" draggable={false} />;
    case 'text':
      return (
        <p className="sample-text">
          <span>{content.text}</span>
          {sample.label === null ? null : <b>{sample.label}</b>}
        </p>
      );
    case 'audio':
      return <StillSound content={content} />;
    case 'ids':
      return <p className="sample-text">{content.ids.join(' ')}</p>;
    case 'parts': {
      const [first] = content.parts;
      return first ? <Sample sample={{ ...sample, content: first.content }} /> : null;
    }
    case 'table':
      return null;
  }
}

/** A few rows of a table, as many columns as fit. */
function SampleTable({ samples }: { readonly samples: readonly SampleView[] }) {
  const [first] = samples;
  if (first?.content.kind !== 'table') return null;
  const columns = first.content.columns.slice(0, 4);
  return (
    <table className="sample-table">
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column}>{column}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {samples.slice(0, 3).map((sample) =>
          sample.content.kind === 'table' ? (
            <tr key={sample.index ?? 'own'}>
              {columns.map((column, i) => {
                const value = sample.content.kind === 'table' ? sample.content.values[i] : '';
                return <td key={column}>{typeof value === 'number' ? Number(value.toPrecision(3)) : value}</td>;
              })}
            </tr>
          ) : null,
        )}
      </tbody>
    </table>
  );
}

function Preview({ samples }: { readonly samples: readonly SampleView[] }) {
  const kind = samples[0]?.content.kind ?? 'text';
  const shown = kind === 'image' ? samples.slice(0, 6) : samples.slice(0, 3);
  return (
    <div className={`preview ${kind}`} aria-hidden="true">
      {kind === 'table' ? <SampleTable samples={shown} /> : null}
      {shown.map((sample, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list
        <Sample key={i} sample={sample} />
      ))}
    </div>
  );
}

/** A template: real samples, what it learns, how long that takes, what it reaches. */
export function TemplateCard(p: { readonly template: TemplateInfo; readonly busy: boolean; onOpen(): void }) {
  const { template } = p;
  return (
    <li>
      <button type="button" className="template" disabled={p.busy} onClick={p.onOpen}>
        <Preview samples={template.preview} />
        <span className="template-body">
          <span className="template-title">{template.title}</span>
          <span className="template-text">{template.description}</span>
          <span className="template-facts">
            <span>
              <Clock aria-hidden="true" />
              <span className="hidden-text">Takes</span> {template.duration}
            </span>
            <span>
              <Target aria-hidden="true" />
              <span className="hidden-text">Reaches</span> {template.reaches}
            </span>
          </span>
        </span>
      </button>
    </li>
  );
}
