const MAC = /Mac|iPhone|iPad/.test(navigator.platform);

const NAMES: Record<string, string> = MAC
  ? { mod: '⌘', shift: '⇧', alt: '⌥', arrows: '← ↑ ↓ →', delete: '⌫', enter: '↵' }
  : { mod: 'Ctrl', shift: 'Shift', alt: 'Alt', arrows: '← ↑ ↓ →', delete: 'Del', enter: 'Enter' };

function namesOf(keys: string): string[] {
  return keys.split('+').map((key) => (key === '' ? '+' : (NAMES[key] ?? (key.length === 1 ? key.toUpperCase() : key))));
}

/** A keyboard shortcut, written `mod+shift+z`: one cap a key, as this machine names them. */
export function Keys({ keys }: { readonly keys: string }) {
  const names = keys === '+' ? ['+'] : namesOf(keys);
  return (
    <span className="keys">
      {names.map((name) => (
        <kbd key={name}>{name}</kbd>
      ))}
    </span>
  );
}
