import type { Widget } from '../../shared/graph/params';
import type { Json } from '../../shared/json';
import { useProject } from '../state/document';
import type { FieldIds } from '../ui/Field';
import { Select } from '../ui/Select';

/** A name of the data, among those that fit. One that is not there any more is still shown. */
export function DataName(p: {
  readonly ids: FieldIds;
  readonly disabled: boolean;
  readonly value: Json;
  readonly widget: Extract<Widget, { type: 'data-name' }>;
  onChange(value: Json): void;
}) {
  const facts = useProject()?.data?.facts;
  const { of, kind, orInput } = p.widget;
  const namesOf = (parts: { readonly [name: string]: { readonly kind: string } } | undefined, wanted: string | undefined) =>
    Object.entries(parts ?? {}).flatMap(([name, part]) => (part.kind === wanted ? [name] : []));
  const found = namesOf(of === 'input' ? facts?.inputs : facts?.targets, kind);
  const inputs = namesOf(facts?.inputs, orInput);
  const fitting = [...new Set([...found, ...inputs])];
  const now = typeof p.value === 'string' ? p.value : '';
  const named = now === '' || fitting.includes(now) ? fitting : [now, ...fitting];
  // What is meant for it comes first: an input is taken unnamed only where nothing else is there.
  const [only, ...others] = found.length > 0 ? found : inputs;
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
