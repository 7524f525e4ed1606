import type { DatasetSummary, ReaderSettings } from '../../shared/dataset';
import { RECORD_COLUMNS, type RecordColumn, recordColumn } from '../../shared/record-columns';
import { Field } from '../ui/Field';
import { Select } from '../ui/Select';

type Records = Extract<ReaderSettings, { reader: 'records' }>;

const TYPES: readonly { readonly value: RecordColumn | 'out'; readonly label: string }[] = [
  ...recordColumn.options.map((value) => ({ value, label: RECORD_COLUMNS[value].label })),
  { value: 'out', label: 'left out' },
];

const BAD_ROWS = [
  { value: 'skip', label: 'are left out' },
  { value: 'refuse', label: 'are an error' },
] as const;

/** What every column of the records is, one choice a column. */
export function RecordColumns(p: {
  readonly summary: DatasetSummary;
  readonly read: Records;
  readonly disabled: boolean;
  onChange(label: string, read: Records): void;
}) {
  const { read } = p;
  const names = [...new Set([...(p.summary.columns ?? []).map((column) => column.name), ...read.columns.map((column) => column.name)])];
  const typeOf = (name: string) => read.columns.find((column) => column.name === name)?.as ?? 'out';
  const set = (name: string, as: RecordColumn | 'out') => {
    // In the file's order, whatever was chosen first.
    const columns = names.flatMap((other) => {
      const type = other === name ? as : typeOf(other);
      return type === 'out' ? [] : [{ name: other, as: type }];
    });
    p.onChange(`Read ${name} as ${TYPES.find((type) => type.value === as)?.label}`, { ...read, columns });
  };
  return (
    <>
      <fieldset className="formats record-columns">
        <legend className="section-head">Columns</legend>
        {names.map((name) => (
          <Field key={name} label={name} code>
            {(ids) => (
              <Select
                {...ids}
                disabled={p.disabled}
                value={typeOf(name)}
                options={TYPES}
                onChange={(as: RecordColumn | 'out') => set(name, as)}
              />
            )}
          </Field>
        ))}
      </fieldset>
      <Field label="Rows that lack something">
        {(ids) => (
          <Select
            {...ids}
            disabled={p.disabled}
            value={read.bad_rows}
            options={BAD_ROWS}
            onChange={(bad_rows: Records['bad_rows']) =>
              p.onChange('Change what happens to rows that lack something', { ...read, bad_rows })
            }
          />
        )}
      </Field>
    </>
  );
}
