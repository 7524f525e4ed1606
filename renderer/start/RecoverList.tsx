import { History } from 'lucide-react';
import type { CallOutput } from '../../shared/contract';
import { Button } from '../ui/Button';

export type Recoverable = CallOutput<'projects.recoverable'>[number];

const when = (iso: string) => new Date(iso).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** A project that was only trained has nothing to undo, yet it was never saved. */
function unsaved(steps: number): string {
  if (steps === 0) return 'never saved, last used';
  return `${steps === 1 ? '1 change' : `${steps} changes`} not saved, the last`;
}

/** Changes that were never saved, from a window or a machine that went away. */
export function RecoverList(p: {
  readonly sessions: readonly Recoverable[];
  onRecover(session: Recoverable): void;
  onDiscard(session: Recoverable): void;
}) {
  if (p.sessions.length === 0) return null;
  return (
    <section aria-labelledby="start-recover">
      <h2 id="start-recover" className="section-head">
        Not saved
      </h2>
      <ul className="recover">
        {p.sessions.map((session) => (
          <li key={session.journalId}>
            <History aria-hidden="true" />
            <p>
              <b>{session.name}</b>
              <span className="soft">
                {' '}
                {unsaved(session.steps)} {when(session.changed)}
              </span>
            </p>
            <Button variant="danger" onClick={() => p.onDiscard(session)}>
              Discard
            </Button>
            <Button variant="primary" onClick={() => p.onRecover(session)}>
              Recover
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
