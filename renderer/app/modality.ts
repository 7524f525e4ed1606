/**
 * Notes on the document whether keys or the pointer were used last. The canvas takes the focus with every click, from
 * script, so that the browser's own guess would draw its focus ring then too. Returns how to stop.
 */
export function followInput(): () => void {
  const root = document.documentElement;
  const keys = () => root.setAttribute('data-input', 'keys');
  const pointer = () => root.setAttribute('data-input', 'pointer');
  window.addEventListener('keydown', keys, true);
  window.addEventListener('pointerdown', pointer, true);
  return () => {
    window.removeEventListener('keydown', keys, true);
    window.removeEventListener('pointerdown', pointer, true);
  };
}
