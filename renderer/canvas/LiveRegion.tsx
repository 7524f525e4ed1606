import { useAnnouncement } from './announce';

/** Where screen readers hear what happened on the canvas. */
export function LiveRegion() {
  const { text, turn } = useAnnouncement();
  return (
    <div className="hidden-text" role="status" aria-live="polite">
      <span key={turn}>{text}</span>
    </div>
  );
}
