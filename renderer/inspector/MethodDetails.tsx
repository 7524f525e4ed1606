import type { OptimizerSettings, ScheduleSettings } from '../../shared/training';
import { Field } from '../ui/Field';
import { Switch } from '../ui/Switch';
import { DETAILS } from './method-options';
import { NumberRow } from './NumberRow';

/** The numbers of the chosen optimizer or schedule, generated from its own fields. */
export function MethodDetails(p: {
  readonly of: OptimizerSettings | ScheduleSettings;
  readonly disabled: boolean;
  onSet(name: string, value: number | boolean): void;
}) {
  const fields = Object.entries(p.of).filter(([name]) => name !== 'name');
  return fields.map(([name, value]) => {
    const rule = DETAILS[name];
    return typeof value === 'boolean' ? (
      <Field key={name} label={name} hint={rule?.hint}>
        {(ids) => <Switch id={ids.id} checked={value} disabled={p.disabled} onChange={(on) => p.onSet(name, on)} />}
      </Field>
    ) : (
      <NumberRow
        key={name}
        label={name}
        hint={rule?.hint}
        integer={rule?.integer ?? false}
        min={rule?.min ?? 0}
        max={rule?.max ?? 1}
        step={rule?.step ?? 0.01}
        disabled={p.disabled}
        value={Number(value)}
        onCommit={(next) => next !== null && p.onSet(name, next)}
      />
    );
  });
}
