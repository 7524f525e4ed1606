import { hasUnsent } from '../state/journal';

/**
 * Keeps the page from going away by accident: a file dropped beside its target would replace it, and changes that the
 * core has not got yet would be lost. Those that it has are in its journal, saved or not. Returns how to stop.
 */
export function keepPage(): () => void {
  const stayOnDrop = (event: DragEvent) => event.preventDefault();
  const askFirst = (event: BeforeUnloadEvent) => {
    if (hasUnsent()) event.preventDefault();
  };
  window.addEventListener('dragover', stayOnDrop);
  window.addEventListener('drop', stayOnDrop);
  window.addEventListener('beforeunload', askFirst);
  return () => {
    window.removeEventListener('dragover', stayOnDrop);
    window.removeEventListener('drop', stayOnDrop);
    window.removeEventListener('beforeunload', askFirst);
  };
}
