import type { Json } from '../../shared/json';
import { useProject } from '../state/document';
import type { FieldIds } from '../ui/Field';
import { Select } from '../ui/Select';

/** A name of the data, among those that fit. One that is not there any more is still shown. */
export function DataName(p: {
  readonly ids: FieldIds;
  readonly disabled: boolean;
  readonly value: Json;
  readonly of: 'input' | 'target';
  readonly kind: string;
  onChange(value: Json): void;
}) {
  const facts = useProject()?.data?.facts;
  const parts = (p.of === 'input' ? facts?.inputs : facts?.targets) ?? {};
  const fitting = Object.entries(parts).flatMap(([name, part]) => (part.kind === p.kind ? [name] : []));
  const now = typeof p.value === 'string' ? p.value : '';
  const named = now === '' || fitting.includes(now) ? fitting : [now, ...fitting];
  const [only, ...others] = fitting;
  const unnamed = others.length > 0 ? 'choose one' : only === undefined ? 'the only one of the data' : `the only one: ${only}`;
  return (
    <Select
      {...p.ids}
      disabled={p.disabled}
      value={now}
      options={[{ value: '', label: unnamed }, ...named.map((name) => ({ value: name, label: name }))]}
      onChange={(name) => p.onChange(name === '' ? null : name)}
    />
  );
}
