/** Paths of the core's machine, which may be another one than the window's: no Node here, both separators. */

export function baseName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? '';
}

export function joinPath(folder: string, name: string, separator: string): string {
  return folder.endsWith(separator) ? `${folder}${name}` : `${folder}${separator}${name}`;
}

/** `name` with the first extension, unless it has one of them. */
export function withExtension(name: string, extensions: readonly string[]): string {
  const [first] = extensions;
  if (first === undefined || extensions.some((e) => name.toLowerCase().endsWith(e))) return name;
  // `digits.json` was meant to be `digits.attention.json`.
  const last = first.slice(first.lastIndexOf('.'));
  const stem = last !== first && name.toLowerCase().endsWith(last) ? name.slice(0, -last.length) : name;
  return `${stem}${first}`;
}

/** Every folder on the way to `folder`, the root first. */
export function crumbs(folder: string, separator: string): readonly { readonly name: string; readonly path: string }[] {
  const parts = folder.split(separator).filter((part) => part !== '');
  const root = separator === '/' ? [{ name: '/', path: '/' }] : [];
  return [
    ...root,
    ...parts.map((name, i) => {
      const path = `${separator === '/' ? '/' : ''}${parts.slice(0, i + 1).join(separator)}`;
      return { name, path: separator === '\\' && i === 0 ? `${path}\\` : path };
    }),
  ];
}
