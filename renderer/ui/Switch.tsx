import { Switch as Radix } from 'radix-ui';
import './field.css';

/** On or off, at once. */
export function Switch(p: {
  readonly checked: boolean;
  onChange(checked: boolean): void;
  readonly label?: string;
  readonly id?: string;
  readonly disabled?: boolean;
  readonly 'aria-describedby'?: string | undefined;
}) {
  return (
    <Radix.Root
      id={p.id}
      className="switch"
      aria-label={p.label}
      aria-describedby={p['aria-describedby']}
      disabled={p.disabled ?? false}
      checked={p.checked}
      onCheckedChange={p.onChange}
    >
      <Radix.Thumb className="switch-thumb" />
    </Radix.Root>
  );
}
