import { type ReactNode, useState } from 'react';
import type { DatasetSummary, PartContent } from '../../shared/dataset';
import { numberColumns } from '../../shared/record-parts';
import { Button } from '../ui/Button';
import { Field } from '../ui/Field';
import { NumberField } from '../ui/NumberField';
import { TextField } from '../ui/TextField';

interface RowProps {
  readonly columns: readonly { readonly name: string; readonly type: 'number' | 'text' }[];
  readonly start: Readonly<Record<string, number | string>>;
  onRow(values: Record<string, number | string>): void;
}

/** One row of a table, typed by hand: numbers where the column holds numbers, words elsewhere. */
export function RowFields(p: RowProps & { children?(values: Record<string, number | string>): ReactNode }) {
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
      {p.children?.(values)}
    </div>
  );
}

/** The same with a button that asks the model. */
export function RowForm(p: RowProps) {
  return (
    <RowFields {...p}>
      {(values) => (
        <div className="row-foot">
          <Button variant="primary" onClick={() => p.onRow(values)}>
            Predict
          </Button>
        </div>
      )}
    </RowFields>
  );
}

/** The values of a sample for columns that it has. */
export function startingRow(columns: RowProps['columns'], content: PartContent | null): Record<string, number | string> {
  const start: Record<string, number | string> = {};
  if (content?.kind !== 'table') return start;
  for (const [i, name] of content.columns.entries()) {
    const value = content.values[i];
    if (value !== undefined && columns.some((column) => column.name === name)) start[name] = value;
  }
  return start;
}

/** The columns that a row needs, as the reader knows them. */
export function rowColumns(summary: DatasetSummary): { readonly name: string; readonly type: 'number' | 'text' }[] {
  const { read, columns } = summary;
  const features = read.reader === 'table' ? read.features : read.reader === 'records' ? numberColumns(read.columns) : [];
  return features.map((name) => ({ name, type: columns?.find((column) => column.name === name)?.type ?? 'number' }));
}
