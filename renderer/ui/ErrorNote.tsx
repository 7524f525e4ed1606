import { CircleAlert, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import './empty.css';

export interface ErrorWords {
  readonly message: string;
  readonly expected?: string | null;
  readonly received?: string | null;
  readonly advice?: string | null;
}

/** An error for a person: what happened, expected, received, how to mend it, and the button that does. */
export function ErrorNote(p: { readonly error: ErrorWords; readonly severity?: 'error' | 'warning'; readonly action?: ReactNode }) {
  const { message, expected, received, advice } = p.error;
  return (
    <div className={`error-note${p.severity === 'warning' ? ' warning' : ''}`} role="alert">
      {p.severity === 'warning' ? <TriangleAlert aria-hidden="true" /> : <CircleAlert aria-hidden="true" />}
      <div>
        <p>{message}</p>
        {expected || received ? (
          <dl className="error-facts">
            {expected ? (
              <>
                <dt>Expected</dt>
                <dd>{expected}</dd>
              </>
            ) : null}
            {received ? (
              <>
                <dt>Received</dt>
                <dd>{received}</dd>
              </>
            ) : null}
          </dl>
        ) : null}
        {advice ? <p className="soft">{advice}</p> : null}
        {p.action}
      </div>
    </div>
  );
}
