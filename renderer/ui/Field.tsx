import { type ReactNode, useId } from 'react';
import './field.css';

export interface FieldIds {
  readonly id: string;
  /** Puts the hint and the error into the control's description. */
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': boolean;
}

/** A row of a form: the name left, the control right, what is wrong beneath. */
export function Field(p: {
  readonly label: ReactNode;
  readonly hint?: string | undefined;
  readonly error?: string | null | undefined;
  /** The control under its name instead of beside it. */
  readonly stacked?: boolean;
  /** Names of parameters stand in monospace. */
  readonly code?: boolean;
  children(ids: FieldIds): ReactNode;
}) {
  const id = useId();
  const described = [p.hint ? `${id}-hint` : '', p.error ? `${id}-error` : ''].filter(Boolean).join(' ');
  return (
    <div className={`field${p.stacked ? ' stacked' : ''}`}>
      <label htmlFor={id} title={p.hint} className={p.code ? 'field-code' : undefined}>
        {p.label}
      </label>
      <div className="field-control">
        {p.children({ id, 'aria-describedby': described || undefined, 'aria-invalid': Boolean(p.error) })}
      </div>
      {p.hint ? (
        <span id={`${id}-hint`} className="hidden-text">
          {p.hint}
        </span>
      ) : null}
      {p.error ? (
        <p id={`${id}-error`} className="field-error" role="alert">
          {p.error}
        </p>
      ) : null}
    </div>
  );
}
