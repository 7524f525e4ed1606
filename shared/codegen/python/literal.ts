import type { Json } from '../../json';

/** Words that cannot name a variable, and names that the script itself uses inside `build_model`. */
const TAKEN = new Set(
  (
    'False None True and as assert async await break class continue def del elif else except finally for from global if import in is ' +
    'lambda nonlocal not or pass raise return try while with match case type print keras layers np model attention_model'
  ).split(' '),
);

/** A Python string literal. Control characters, quotes, line separators and lone surrogates are escaped. */
export function pyString(text: string): string {
  let out = '';
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    if (char === '"' || char === '\\') out += `\\${char}`;
    else if (char === '\n') out += '\\n';
    else if (char === '\r') out += '\\r';
    else if (char === '\t') out += '\\t';
    else if (code < 0x20 || (code >= 0x7f && code < 0xa0) || (code >= 0xd800 && code < 0xe000) || isInvisible(code))
      out += `\\u${code.toString(16).padStart(4, '0')}`;
    else out += char;
  }
  return `"${out}"`;
}

/** Separators and direction marks (U+2028, U+202E): they could make a line read as another than it is. */
function isInvisible(code: number): boolean {
  return (code >= 0x200b && code <= 0x200f) || (code >= 0x2028 && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069) || code === 0xfeff;
}

/** Text for a comment or a docstring: one line, without anything that ends either. */
export function pyComment(text: string): string {
  return pyString(text).slice(1, -1).replaceAll('\\', '/').replaceAll('"', "'").slice(0, 200);
}

/** A number as Python writes it; `1e-7` stays readable. */
export function pyNumber(value: number): string {
  if (Number.isNaN(value)) return 'float("nan")';
  if (!Number.isFinite(value)) return value > 0 ? 'float("inf")' : 'float("-inf")';
  return String(value);
}

/** A JSON value as a Python literal. Arrays of numbers become tuples, as Keras's sizes are written. */
export function pyValue(value: Json): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return pyNumber(value);
  if (typeof value === 'string') return pyString(value);
  if (Array.isArray(value)) {
    const items = value.map(pyValue);
    if (value.every((item) => typeof item === 'number' || item === null))
      return items.length === 1 ? `(${items[0]},)` : `(${items.join(', ')})`;
    return `[${items.join(', ')}]`;
  }
  return `{${Object.entries(value)
    .map(([key, item]) => `${pyString(key)}: ${pyValue(item)}`)
    .join(', ')}}`;
}

/** Gives every layer output a variable name that is legal and used once. */
export function variableNames(): (wanted: string) => string {
  const used = new Set<string>(TAKEN);
  return (wanted) => {
    const base = wanted.replace(/[^A-Za-z0-9_]/g, '_').replace(/^(?=\d)/, '_') || '_';
    let name = TAKEN.has(base) ? `${base}_` : base;
    for (let n = 2; used.has(name); n += 1) name = `${base}_${n}`;
    used.add(name);
    return name;
  };
}
