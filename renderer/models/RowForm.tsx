import { useState } from 'react';
import type { DatasetSummary } from '../../shared/dataset';
import { Button } from '../ui/Button';
import { Field } from '../ui/Field';
import { NumberField } from '../ui/NumberField';
import { TextField } from '../ui/TextField';

/** One row of a table, typed by hand: numbers where the column holds numbers, words elsewhere. */
export function RowForm(p: {
  readonly columns: readonly { readonly name: string; readonly type: 'number' | 'text' }[];
  readonly start: Readonly<Record<string, number | string>>;
  onRow(values: Record<string, number | string>): void;
}) {
  const [values, setValues] = useState<Record<string, number | string>>({ ...p.start });
  const set = (name: string, value: number | string) => {
    const next = { ...values, [name]: value };
    setValues(next);
    p.onRow(next);
  };
  return (
    <div>
      {p.columns.map(({ name, type }) => (
        <Field key={name} label={name} code>
          {(ids) => {
            const value = values[name];
            return type === 'number' ? (
              <NumberField
                {...ids}
                value={typeof value === 'number' ? value : null}
                nullable="missing"
                onCommit={(v) => v !== null && set(name, v)}
              />
            ) : (
              <TextField {...ids} value={value === undefined ? '' : String(value)} onCommit={(v) => set(name, v)} />
            );
          }}
        </Field>
      ))}
      <div className="row-foot">
        <Button variant="primary" onClick={() => p.onRow(values)}>
          Predict
        </Button>
      </div>
    </div>
  );
}

/** The columns that a row needs, as the reader knows them. */
export function rowColumns(summary: DatasetSummary): { readonly name: string; readonly type: 'number' | 'text' }[] {
  const { read, columns } = summary;
  if (read.reader !== 'table') return [];
  return read.features.map((name) => ({ name, type: columns?.find((column) => column.name === name)?.type ?? 'number' }));
}
