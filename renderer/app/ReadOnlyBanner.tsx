import { Lock } from 'lucide-react';
import { useDocument } from '../state/document';
import { useLink } from './connect';

/** Says why nothing can be changed, or that the core cannot be reached. */
export function ReadOnlyBanner() {
  const reason = useDocument((s) => s.open?.readOnly ?? null);
  const lost = useLink((s) => s.link === 'lost');
  if (lost) {
    return (
      <div className="banner" role="status">
        <Lock aria-hidden="true" />
        The connection to Attention Studio is lost. Training goes on, your changes wait here. Reconnecting…
      </div>
    );
  }
  if (reason === null) return null;
  return (
    <div className="banner" role="status">
      <Lock aria-hidden="true" />
      <span>Read-only: {reason}</span>
    </div>
  );
}
