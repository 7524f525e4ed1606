import type { ReactNode } from 'react';
import './empty.css';

/** What stands where there is nothing yet: what this is for, what to do next, and the button that does it. */
export function Empty(p: {
  readonly icon?: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}) {
  return (
    <div className="empty">
      {p.icon ? <span className="empty-icon">{p.icon}</span> : null}
      <p className="empty-title">{p.title}</p>
      {p.children ? <div className="empty-text">{p.children}</div> : null}
      {p.action ? <div className="empty-action">{p.action}</div> : null}
    </div>
  );
}
