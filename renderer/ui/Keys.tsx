const MAC = /Mac|iPhone|iPad/.test(navigator.platform);

const NAMES: Record<string, string> = MAC
  ? { mod: '⌘', shift: '⇧', alt: '⌥', arrows: '← ↑ ↓ →', delete: '⌫', enter: '↵' }
  : { mod: 'Ctrl', shift: 'Shift', alt: 'Alt', arrows: '← ↑ ↓ →', delete: 'Del', enter: 'Enter' };

/** `mod+shift+z` as this machine writes it. */
export function formatKeys(keys: string): string {
  return keys
    .split('+')
    .map((key) => NAMES[key] ?? (key.length === 1 ? key.toUpperCase() : key))
    .join(MAC ? '' : ' + ');
}

/** A keyboard shortcut. */
export function Keys({ keys }: { readonly keys: string }) {
  return <kbd>{formatKeys(keys)}</kbd>;
}
