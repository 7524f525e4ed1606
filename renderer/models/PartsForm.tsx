import { FileUp, Sparkles } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { DatasetSummary, SampleContent } from '../../shared/dataset';
import type { DataFacts, InputFacts } from '../../shared/graph/facts';
import type { FeedKind } from '../../shared/graph/feeds/kinds';
import type { OwnPart } from '../../shared/run';
import { chooseFile } from '../app/choose-file';
import { partOf } from '../data/part-content';
import { Button } from '../ui/Button';
import { notifyError } from '../ui/notices';
import { DrawPad } from './DrawPad';
import { RowFields, rowColumns, startingRow } from './RowForm';

interface FieldProps {
  readonly name: string;
  readonly facts: InputFacts;
  readonly summary: DatasetSummary | null;
  readonly first: SampleContent | null;
  onPart(part: OwnPart): void;
}

export const PICTURES = ['.png', '.jpg', '.jpeg', '.bmp', '.gif', '.webp', '.pgm'];
export const SOUNDS = ['.wav', '.wave'];

/** The button that chooses a file for one input; it bears the file's name then. */
function File(p: {
  readonly name: string;
  readonly extensions: string[];
  readonly title: string;
  readonly file: string | null;
  onFile(path: string): void;
}) {
  const choose = async () => {
    try {
      const path = await chooseFile({ mode: 'open-file', title: `Choose “${p.name}”`, suggested: null, extensions: p.extensions });
      if (path !== null) p.onFile(path);
    } catch (error) {
      notifyError(error);
    }
  };
  return (
    <Button icon={<FileUp />} onClick={() => void choose()}>
      {p.file ?? p.title}
    </Button>
  );
}

const baseName = (path: string): string => path.split(/[\\/]/).at(-1) ?? path;

function Recording({ name, onPart }: FieldProps) {
  const [file, setFile] = useState<string | null>(null);
  const chosen = (path: string) => {
    setFile(baseName(path));
    onPart({ kind: 'file', path });
  };
  return <File name={name} extensions={SOUNDS} title="Choose a sound" file={file} onFile={chosen} />;
}

function Picture({ name, facts, onPart }: FieldProps) {
  const [file, setFile] = useState<string | null>(null);
  const chosen = (path: string) => {
    setFile(baseName(path));
    onPart({ kind: 'file', path });
  };
  const button = <File name={name} extensions={PICTURES} title="Choose a picture" file={file} onFile={chosen} />;
  if (facts.kind !== 'image' || facts.channels !== 1) return button;
  const drawn = (png: string) => {
    setFile(null);
    onPart({ kind: 'image', png });
  };
  return <DrawPad onDrawn={drawn}>{button}</DrawPad>;
}

function Words({ name, onPart, mono }: FieldProps & { readonly mono: boolean }) {
  return (
    <textarea
      aria-label={name}
      className={`text-field${mono ? ' mono' : ''}`}
      rows={mono ? 2 : 3}
      placeholder={mono ? 'Whole numbers, with spaces between' : 'A text of your own'}
      onChange={(event) => onPart({ kind: 'text', text: event.target.value })}
    />
  );
}

function Numbers({ name, summary, first, onPart }: FieldProps) {
  if (!summary) return <p className="soft">Reading the columns…</p>;
  const columns = rowColumns(summary);
  const start = startingRow(columns, first && partOf(first, name));
  return (
    <RowFields
      key={first === null ? 'empty' : 'filled'}
      columns={columns}
      start={start}
      onRow={(values) => onPart({ kind: 'row', values })}
    />
  );
}

/** How each kind of input is given by hand. */
const FIELDS: { readonly [kind in FeedKind]: (p: FieldProps) => ReactNode } = {
  image: (p) => <Picture {...p} />,
  text: (p) => <Words {...p} mono={false} />,
  ids: (p) => <Words {...p} mono />,
  table: (p) => <Numbers {...p} />,
  audio: (p) => <Recording {...p} />,
};

/** An input of one's own for a model that reads several: a field a part, and one button. */
export function PartsForm(p: {
  readonly facts: DataFacts;
  readonly summary: DatasetSummary | null;
  readonly first: SampleContent | null;
  onParts(parts: Record<string, OwnPart>): void;
}) {
  const [parts, setParts] = useState<Record<string, OwnPart>>({});
  const names = Object.keys(p.facts.inputs);
  // Numbers start filled in: the first sample's.
  const given: Record<string, OwnPart> = { ...startingParts(p), ...parts };
  const missing = names.filter((name) => given[name] === undefined);
  return (
    <div className="parts-form">
      {names.map((name) => {
        const facts = p.facts.inputs[name];
        if (!facts) return null;
        const onPart = (part: OwnPart) => setParts((known) => ({ ...known, [name]: part }));
        return (
          <section key={name} aria-label={name}>
            <p className="card-title">{name}</p>
            {FIELDS[facts.kind]({ name, facts, summary: p.summary, first: p.first, onPart })}
          </section>
        );
      })}
      <div className="row-foot">
        <Button variant="primary" icon={<Sparkles />} disabled={missing.length === names.length} onClick={() => p.onParts(given)}>
          Predict
        </Button>
        {missing.length > 0 ? <span className="soft">Not given yet: {missing.join(', ')}</span> : null}
      </div>
    </div>
  );
}

function startingParts(p: { readonly facts: DataFacts; readonly summary: DatasetSummary | null; readonly first: SampleContent | null }) {
  const parts: Record<string, OwnPart> = {};
  const { summary, first } = p;
  if (!summary) return parts;
  for (const [name, { kind }] of Object.entries(p.facts.inputs)) {
    if (kind === 'table') parts[name] = { kind: 'row', values: startingRow(rowColumns(summary), first && partOf(first, name)) };
  }
  return parts;
}
