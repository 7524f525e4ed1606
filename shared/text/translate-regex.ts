import { SPACE } from './char-classes';
import { unknownPart } from './read-part';

const CLASSES: { readonly [letter: string]: string } = { s: SPACE, d: '\\p{Nd}', w: '\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}' };
/** Escapes that mean the same to JavaScript. */
const SAME = 'nrtfv0bB';
const SYNTAX = '^$\\.*+?()[]{}|/';

/**
 * A regular expression of Oniguruma, as tokenizers have it, in JavaScript's: `\s`, `\w` and `\d` in their Unicode sense,
 * `(?i:…)` written out. @throws StudioError where it has something that JavaScript cannot say
 */
export function translateRegex(source: string): RegExp {
  const refuse = (what: string) =>
    unknownPart('a regular expression with something', `${what} in ${source}`, 'classes, groups, look-ahead');
  let out = '';
  let inClass = false;
  /** Depths of the groups that ignore case. */
  const groups: boolean[] = [];
  const ignoring = () => groups.at(-1) ?? false;
  for (let at = 0; at < source.length; ) {
    const char = String.fromCodePoint(source.codePointAt(at) ?? 0);
    const rest = source.slice(at);
    if (char === '\\') {
      const property = /^\\[pP]\{\^?[\w=]+\}/.exec(rest)?.[0];
      const code = /^\\x\{([0-9a-fA-F]+)\}/.exec(rest) ?? /^\\x([0-9a-fA-F]{2})/.exec(rest) ?? /^\\u([0-9a-fA-F]{4})/.exec(rest);
      if (property) {
        if (property.includes('^')) throw refuse(property);
        out += property;
        at += property.length;
        continue;
      }
      if (code) {
        out += `\\u{${code[1]}}`;
        at += code[0].length;
        continue;
      }
      const next = rest[1] ?? '';
      const known = CLASSES[next.toLowerCase()];
      if (known && next === next.toLowerCase()) out += inClass ? known : `[${known}]`;
      else if (known && !inClass) out += `[^${known}]`;
      else if (next === 'S') out += '\\P{White_Space}';
      else if (next === 'D') out += '\\P{Nd}';
      else if (SAME.includes(next) || SYNTAX.includes(next)) out += `\\${next}`;
      else if (next === '-') out += inClass ? '\\-' : '-';
      else if (/[^\p{L}\p{N}]/u.test(next)) out += next;
      else throw refuse(`\\${next}`);
      at += 2;
      continue;
    }
    if (inClass) {
      if (char === '[' || rest.startsWith('&&')) throw refuse(`“${rest.slice(0, 2)}” within a class`);
      if (char === ']') inClass = false;
      out += char;
      at += char.length;
      continue;
    }
    if (char === '[') {
      inClass = true;
      const start = /^\[\^?\]?/.exec(rest)?.[0] ?? '[';
      out += start.endsWith(']') ? start.replace(']', '\\]') : start;
      at += start.length;
      continue;
    }
    if (char === '(') {
      const head = /^\(\?(?:i:|:|=|!|<=|<!)/.exec(rest)?.[0];
      if (rest.startsWith('(?') && !head) throw refuse(rest.slice(0, 4));
      groups.push(head === '(?i:' || ignoring());
      out += head === '(?i:' ? '(?:' : (head ?? '(');
      at += (head ?? '(').length;
      continue;
    }
    if (char === ')') groups.pop();
    const possessive = /^(?:[?*+]|\{\d*,?\d*\})\+/.exec(rest)?.[0];
    if (possessive) throw refuse(`the possessive “${possessive}”`);
    out += ignoring() ? bothCases(char) : char;
    at += char.length;
  }
  try {
    return new RegExp(out, 'gu');
  } catch {
    throw refuse('a form that JavaScript does not take');
  }
}

function bothCases(char: string): string {
  const [lower, upper] = [char.toLowerCase(), char.toUpperCase()];
  return lower === upper || upper.length !== char.length ? char : `[${lower}${upper}]`;
}
