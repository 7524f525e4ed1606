import { notify } from '../ui/notices';
import { studio } from './connect';

/** Shows what the core has to say that no call asked for. Returns how to stop. */
export function forwardNotices(): () => void {
  return studio().on('app.notice', ({ severity, message }) => notify(severity, message));
}
