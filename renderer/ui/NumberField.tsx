import { ChevronDown, ChevronUp } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import './field.css';

export interface NumberFieldProps {
  readonly value: number | null;
  /** Called once an entry is finished (Enter, leaving the field, a step), and only where it differs. */
  onCommit(value: number | null): void;
  /** Why the entry cannot be taken; null takes the complaint back. */
  onRefuse?(reason: string | null): void;
  readonly min?: number;
  readonly max?: number;
  readonly step?: number;
  readonly integer?: boolean;
  /** Shown when the field is empty, and allows it to be. */
  readonly nullable?: string | null;
  readonly label?: string;
  readonly id?: string;
  readonly disabled?: boolean;
  readonly 'aria-describedby'?: string | undefined;
  readonly 'aria-invalid'?: boolean;
}

/** Steps that follow each other faster than this are one entry, and one step to undo. */
const SETTLE_MS = 200;

function show(value: number | null): string {
  if (value === null) return '';
  return value !== 0 && (Math.abs(value) < 1e-4 || Math.abs(value) >= 1e15) ? value.toExponential() : String(value);
}

function rangeInWords(min: number, max: number): string {
  if (min === -Infinity && max === Infinity) return '';
  if (max >= 2 ** 31 - 1) return ` of at least ${min}`;
  return ` from ${min} to ${max}`;
}

/** A number: typed, or stepped with the arrow keys and the two buttons. Escape takes the entry back. */
export function NumberField(p: NumberFieldProps) {
  const { min = -Infinity, max = Infinity, step = 1, integer = false, nullable = null } = p;
  const [text, setText] = useState(show(p.value));
  const editing = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    if (!editing.current) setText(show(p.value));
  }, [p.value]);

  const read = (entry: string): { ok: true; value: number | null } | { ok: false; reason: string } => {
    const trimmed = entry.trim().replace(',', '.');
    if (trimmed === '' && nullable !== null) return { ok: true, value: null };
    const value = Number(trimmed);
    if (trimmed === '' || !Number.isFinite(value) || (integer && !Number.isInteger(value)) || value < min || value > max) {
      return { ok: false, reason: `Expected a ${integer ? 'whole ' : ''}number${rangeInWords(min, max)}.` };
    }
    return { ok: true, value };
  };

  const commit = (entry: string) => {
    clearTimeout(timer.current);
    const result = read(entry);
    if (!result.ok) {
      p.onRefuse?.(result.reason);
      return;
    }
    p.onRefuse?.(null);
    editing.current = false;
    setText(show(result.value));
    if (result.value !== p.value) p.onCommit(result.value);
  };

  const nudge = (direction: 1 | -1, times = 1) => {
    const result = read(text);
    const from = result.ok && result.value !== null ? result.value : min === -Infinity ? 0 : min - direction * step * times;
    const moved = Math.min(max, Math.max(min, from + direction * step * times));
    const entry = String(integer ? Math.round(moved) : Number(moved.toPrecision(12)));
    editing.current = true;
    setText(entry);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => commit(entry), SETTLE_MS);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') commit(text);
    else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      event.preventDefault();
      nudge(event.key === 'ArrowUp' ? 1 : -1, event.shiftKey ? 10 : 1);
    } else if (event.key === 'Escape') {
      clearTimeout(timer.current);
      editing.current = false;
      setText(show(p.value));
      p.onRefuse?.(null);
    }
  };

  return (
    <span className="number-field" aria-disabled={p.disabled}>
      <input
        id={p.id}
        aria-label={p.label}
        aria-describedby={p['aria-describedby']}
        aria-invalid={p['aria-invalid']}
        inputMode={integer ? 'numeric' : 'decimal'}
        autoComplete="off"
        spellCheck={false}
        value={text}
        placeholder={nullable ?? ''}
        title={text === '' ? (nullable ?? undefined) : undefined}
        disabled={p.disabled}
        onChange={(event) => {
          editing.current = true;
          setText(event.target.value);
        }}
        onBlur={() => editing.current && commit(text)}
        onKeyDown={onKeyDown}
      />
      <span className="number-steps" aria-hidden="true">
        <button type="button" tabIndex={-1} disabled={p.disabled} onClick={() => nudge(1)}>
          <ChevronUp />
        </button>
        <button type="button" tabIndex={-1} disabled={p.disabled} onClick={() => nudge(-1)}>
          <ChevronDown />
        </button>
      </span>
    </span>
  );
}
