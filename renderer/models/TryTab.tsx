import { FileUp, FlaskConical, Sparkles } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Inspection, OwnInput } from '../../shared/run';
import { chooseFile } from '../app/choose-file';
import { NodeMap } from '../attention/NodeMap';
import { tryInput, useResults } from '../attention/results-store';
import { useDataset } from '../data/dataset-store';
import { dropInput } from '../data/drop';
import { partOf } from '../data/part-content';
import { SampleContent } from '../data/SampleContent';
import { currentProject, useProject } from '../state/document';
import { isTrained } from '../training/run-controls';
import { useRun } from '../training/use-run';
import { Button } from '../ui/Button';
import { Empty } from '../ui/Empty';
import { ErrorNote } from '../ui/ErrorNote';
import { notifyError } from '../ui/notices';
import { DrawPad } from './DrawPad';
import './models.css';
import { PartsForm, PICTURES, SOUNDS } from './PartsForm';
import { Predictions } from './Predictions';
import { RowForm, rowColumns, startingRow } from './RowForm';

async function chooseOwn(extensions: string[], give: (input: OwnInput) => void): Promise<void> {
  try {
    const path = await chooseFile({ mode: 'open-file', title: 'Try a file', suggested: null, extensions });
    if (path !== null) give({ kind: 'file', path });
  } catch (error) {
    notifyError(error);
  }
}

function Sentence({ give, label }: { give(input: OwnInput): void; readonly label: string }) {
  const [text, setText] = useState('');
  const ask = () => text.trim() !== '' && give({ kind: 'text', text });
  return (
    <>
      <label className="soft" htmlFor="own-sentence">
        {label}
      </label>
      <textarea
        id="own-sentence"
        className="text-field"
        rows={4}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.shiftKey) {
            event.preventDefault();
            ask();
          }
        }}
      />
      <Button variant="primary" icon={<Sparkles />} disabled={text.trim() === ''} onClick={ask}>
        Predict
      </Button>
    </>
  );
}

function Row({ give }: { give(input: OwnInput): void }) {
  const { summary, first } = useDataset();
  if (!summary) return <p className="soft">Reading the columns…</p>;
  const columns = rowColumns(summary);
  const start = startingRow(columns, first && partOf(first.content, undefined));
  return (
    <RowForm key={first === null ? 'empty' : 'filled'} columns={columns} start={start} onRow={(values) => give({ kind: 'row', values })} />
  );
}

function Own({ give }: { give(input: OwnInput): void }) {
  const facts = useProject()?.data?.facts;
  const { summary, first } = useDataset();
  const [input, ...others] = Object.values(facts?.inputs ?? {});
  if (facts && others.length > 0) {
    return <PartsForm facts={facts} summary={summary} first={first?.content ?? null} onParts={(parts) => give({ kind: 'parts', parts })} />;
  }
  switch (input?.kind) {
    case 'image': {
      const grey = input.channels === 1;
      const button = (
        <Button icon={<FileUp />} onClick={() => void chooseOwn(PICTURES, give)}>
          Choose a picture
        </Button>
      );
      return grey ? (
        <>
          <p className="soft">Draw one, or drop a picture here</p>
          <DrawPad onDrawn={(png) => give({ kind: 'image', png })}>{button}</DrawPad>
        </>
      ) : (
        <>
          <p className="soft">Choose a picture, or drop one here.</p>
          {button}
        </>
      );
    }
    case 'audio':
      return (
        <>
          <p className="soft">Choose a recording, or drop one here.</p>
          <Button icon={<FileUp />} onClick={() => void chooseOwn(SOUNDS, give)}>
            Choose a sound
          </Button>
        </>
      );
    case 'ids':
      return <Sentence give={give} label="A sequence of your own: whole numbers with spaces between" />;
    case 'text':
      return (
        <>
          <Sentence give={give} label="A sentence of your own" />
          <Button icon={<FileUp />} onClick={() => void chooseOwn(['.txt'], give)}>
            Choose a text file
          </Button>
        </>
      );
    case 'table':
      return <Row give={give} />;
    case undefined:
      return <p className="soft">Choose the project's data first: it says what the model reads.</p>;
  }
}

/** Boxes are drawn over the picture itself: what the model sees of it says no more. */
const showsPicture = ({ predictions }: Inspection): boolean => predictions.some(({ kind }) => kind === 'boxes');

/** An input of one's own: what the model says of it, and what it looked at. */
export function TryTab() {
  const { run } = useRun(500);
  const { value, busy, problem } = useResults((s) => s.tried);
  const info = run?.info ?? null;
  const hasTable = Object.values(currentProject()?.data?.facts?.inputs ?? {}).some((input) => input.kind === 'table');
  useEffect(() => {
    if (hasTable) void useDataset.getState().look();
  }, [hasTable]);
  if (!info || !isTrained(info.state)) {
    return (
      <Empty icon={<FlaskConical />} title="Try the model once it is trained">
        A drawing, a picture, a recording, a sentence or a row of your own.
      </Empty>
    );
  }
  const give = (input: OwnInput) => void tryInput(info.id, input);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut for the button that chooses a file
    <div
      className={value && showsPicture(value) ? 'try wide' : 'try'}
      aria-busy={busy}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        void dropInput(event.dataTransfer).then((input) => input && give(input), notifyError);
      }}
    >
      <div className="try-input">
        <Own give={give} />
      </div>
      <div className="attention-side" data-testid="tried">
        {problem ? <ErrorNote error={problem} /> : null}
        {value ? (
          <>
            <p className="card-title">What the model says</p>
            <Predictions predictions={value.predictions} limit={10} sample={value.sample} />
            {!showsPicture(value) && (value.seen?.kind === 'image' || value.seen?.kind === 'audio' || value.seen?.kind === 'parts') ? (
              <>
                <p className="soft">as the model {value.seen.kind === 'audio' ? 'hears' : 'sees'} it</p>
                <SampleContent content={value.seen} />
              </>
            ) : null}
          </>
        ) : (
          <p className="soft">{busy ? 'The model looks…' : 'The answer stands here, best first.'}</p>
        )}
      </div>
      <div>
        {value ? (
          value.attention.map((map) => <NodeMap key={map.node} map={map} inspection={value} />)
        ) : (
          <p className="soft">What the model looks at is shown here.</p>
        )}
      </div>
    </div>
  );
}
