import type { DatasetSummary, ReaderSettings } from '../../shared/dataset';
import { Field } from '../ui/Field';
import { Select } from '../ui/Select';
import { Switch } from '../ui/Switch';
import { RecordColumns } from './RecordColumns';
import { SoundClasses } from './SoundClasses';

const DELIMITERS = [
  { value: ',', label: 'comma' },
  { value: ';', label: 'semicolon' },
  { value: '\t', label: 'tab' },
  { value: '|', label: 'bar' },
] as const;

const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'iso-8859-1', 'iso-8859-15', 'windows-1251', 'shift_jis', 'gb18030'];

const READERS: { readonly [reader in ReaderSettings['reader']]: string } = {
  'image-folder': 'pictures in folders, one a class',
  'audio-folder': 'sounds in WAV files',
  idx: 'pictures in the MNIST format',
  voc: 'pictures with boxes (Pascal VOC)',
  text: 'texts with labels',
  table: 'a table',
  records: 'rows of several parts',
};

function withCurrent(value: string, options: readonly string[]): { readonly value: string; readonly label: string }[] {
  return [...new Set([value, ...options])].map((option) => ({ value: option, label: option }));
}

type Change = (label: string, read: ReaderSettings) => void;
type Delimited = Extract<ReaderSettings, { reader: 'text' } | { reader: 'table' } | { reader: 'records' }>;

/** Readers of the same files, among which a person may choose. */
export type FileReader = Delimited['reader'];
const FILE_READERS: readonly FileReader[] = ['text', 'table', 'records'];

function DelimiterFields({
  read,
  onChange,
  disabled,
}: {
  readonly read: Delimited;
  readonly onChange: Change;
  readonly disabled: boolean;
}) {
  const delimiters = DELIMITERS.some((d) => d.value === read.delimiter)
    ? DELIMITERS
    : [...DELIMITERS, { value: read.delimiter, label: read.delimiter }];
  return (
    <>
      <Field label="Delimiter">
        {(ids) => (
          <Select
            {...ids}
            disabled={disabled}
            value={read.delimiter}
            options={delimiters}
            onChange={(delimiter) => onChange('Change the delimiter', { ...read, delimiter })}
          />
        )}
      </Field>
      <Field label="Header line">
        {({ id }) => (
          <Switch
            id={id}
            disabled={disabled}
            checked={read.header}
            onChange={(header) => onChange('Change the header', { ...read, header })}
          />
        )}
      </Field>
    </>
  );
}

function Columns({
  summary,
  read,
  onChange,
  disabled,
}: {
  readonly summary: DatasetSummary;
  readonly read: Extract<ReaderSettings, { reader: 'table' }>;
  readonly onChange: Change;
  readonly disabled: boolean;
}) {
  const columns = summary.columns ?? [];
  return (
    <fieldset className="formats">
      <legend className="section-head">Columns fed to the model</legend>
      <div className="feature-list">
        {columns
          .filter((column) => column.name !== read.target)
          .map((column) => {
            const on = read.features.includes(column.name);
            const features = columns.map((c) => c.name).filter((name) => (name === column.name ? !on : read.features.includes(name)));
            return (
              <label key={column.name}>
                <input
                  type="checkbox"
                  checked={on}
                  disabled={disabled || (on && read.features.length === 1)}
                  onChange={() => onChange(`${on ? 'Leave out' : 'Feed'} ${column.name}`, { ...read, features })}
                />
                {column.name}
                <span className="soft">
                  {column.type === 'number' ? 'number' : `${column.distinct} words`}
                  {column.missing > 0 ? `, ${column.missing} missing` : ''}
                </span>
              </label>
            );
          })}
      </div>
    </fieldset>
  );
}

/** How the files were read, and how to correct it. Every change is one undoable step. */
export function ReaderForm({
  summary,
  onChange,
  onReader,
  disabled,
}: {
  readonly summary: DatasetSummary;
  readonly onChange: Change;
  /** Reads the file anew with another reader. */
  onReader(label: string, reader: FileReader): void;
  readonly disabled: boolean;
}) {
  const { read } = summary;
  const names = summary.columns?.map((column) => column.name) ?? [];
  const encoding = 'encoding' in read ? read.encoding : null;
  return (
    <section aria-label="How it is read">
      <h3 className="section-head">Read as</h3>
      {read.reader === 'image-folder' || read.reader === 'audio-folder' || read.reader === 'idx' || read.reader === 'voc' ? (
        <p className="read-as">{READERS[read.reader]}</p>
      ) : (
        <Select
          aria-label="Read as"
          disabled={disabled}
          value={read.reader}
          options={FILE_READERS.map((reader) => ({ value: reader, label: READERS[reader] }))}
          onChange={(reader: FileReader) => onReader(`Read as ${READERS[reader]}`, reader)}
        />
      )}
      {read.reader === 'audio-folder' ? <SoundClasses read={read} onChange={onChange} disabled={disabled} /> : null}
      {read.reader === 'text' || read.reader === 'table' || read.reader === 'records' ? (
        <>
          {'format' in read && read.format === 'jsonl' ? null : <DelimiterFields read={read} onChange={onChange} disabled={disabled} />}
          {encoding === null ? null : (
            <Field label="Encoding">
              {(ids) => (
                <Select
                  {...ids}
                  disabled={disabled}
                  value={encoding}
                  options={withCurrent(encoding, ENCODINGS)}
                  onChange={(value) => onChange('Change the encoding', { ...read, encoding: value })}
                />
              )}
            </Field>
          )}
        </>
      ) : null}
      {read.reader === 'text' ? (
        <>
          <Field label="Text">
            {(ids) => (
              <Select
                {...ids}
                disabled={disabled}
                value={read.text}
                options={withCurrent(read.text, names)}
                onChange={(text) => onChange('Change the text column', { ...read, text })}
              />
            )}
          </Field>
          <Field label="Label">
            {(ids) => (
              <Select
                {...ids}
                disabled={disabled}
                value={read.label}
                options={withCurrent(read.label, names)}
                onChange={(label) => onChange('Change the label column', { ...read, label })}
              />
            )}
          </Field>
        </>
      ) : null}
      {read.reader === 'table' ? (
        <>
          <Field label="To predict">
            {(ids) => (
              <Select
                {...ids}
                disabled={disabled}
                value={read.target}
                options={withCurrent(read.target, names)}
                onChange={(target) =>
                  onChange('Change what to predict', { ...read, target, features: names.filter((name) => name !== target) })
                }
              />
            )}
          </Field>
          <Field label="As">
            {(ids) => (
              <Select
                {...ids}
                disabled={disabled}
                value={read.task}
                options={[
                  { value: 'classification', label: 'one of some classes' },
                  { value: 'regression', label: 'a number' },
                ]}
                onChange={(task) => onChange('Change the task', { ...read, task })}
              />
            )}
          </Field>
          <Columns summary={summary} read={read} onChange={onChange} disabled={disabled} />
        </>
      ) : null}
      {read.reader === 'records' ? <RecordColumns summary={summary} read={read} onChange={onChange} disabled={disabled} /> : null}
    </section>
  );
}
