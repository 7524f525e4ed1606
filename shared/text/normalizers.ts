import { isCjk, SPACE } from './char-classes';
import { asList, asPart, badPart, flag, onlyKeys, type Part, text, unknownPart } from './read-part';
import { translateRegex } from './translate-regex';

/** What is done to a text before it is split. */
export type Normalizer = (text: string) => string;

const KNOWN = 'NFC, NFD, NFKC, NFKD, Lowercase, StripAccents, Strip, Replace, Prepend, BertNormalizer, Sequence';

/** @throws StudioError that names what is not known */
export function readNormalizer(value: unknown, place: string): Normalizer {
  if (value === null || value === undefined) return (x) => x;
  const part = asPart(value, place);
  const type = text(part, 'type', place);
  switch (type) {
    case 'NFC':
    case 'NFD':
    case 'NFKC':
    case 'NFKD':
      onlyKeys(part, place, []);
      return (x) => x.normalize(type);
    case 'Lowercase':
      onlyKeys(part, place, []);
      return lowerCase;
    case 'StripAccents':
      onlyKeys(part, place, []);
      return (x) => x.replace(/\p{M}/gu, '');
    case 'Strip': {
      onlyKeys(part, place, ['strip_left', 'strip_right']);
      const ends = [
        ...(flag(part, 'strip_left', place, true) ? [`^${SPACE}+`] : []),
        ...(flag(part, 'strip_right', place, true) ? [`${SPACE}+$`] : []),
      ];
      const pattern = new RegExp(ends.join('|') || '(?!)', 'gu');
      return (x) => x.replace(pattern, '');
    }
    case 'Replace': {
      onlyKeys(part, place, ['pattern', 'content']);
      const pattern = readPattern(part.pattern, `${place}.pattern`);
      const content = text(part, 'content', place);
      return (x) => x.replace(pattern, () => content);
    }
    case 'Prepend': {
      onlyKeys(part, place, ['prepend']);
      const prepend = text(part, 'prepend', place);
      return (x) => (x === '' ? x : prepend + x);
    }
    case 'BertNormalizer':
      return bertNormalizer(part, place);
    case 'Sequence': {
      onlyKeys(part, place, ['normalizers']);
      const all = asList(part.normalizers, `${place}.normalizers`).map((each, at) => readNormalizer(each, `${place}.normalizers[${at}]`));
      return (x) => all.reduce((done, normalize) => normalize(done), x);
    }
    default:
      throw unknownPart('a normaliser', type, KNOWN);
  }
}

/** `{ "String": … }` or `{ "Regex": … }`. @throws StudioError */
export function readPattern(value: unknown, place: string): RegExp {
  const part = asPart(value, place);
  if (typeof part.Regex === 'string') return translateRegex(part.Regex);
  if (typeof part.String !== 'string' || part.String === '') throw badPart(place, 'String or Regex', value);
  return new RegExp(part.String.replace(/[\^$\\.*+?()[\]{}|/]/g, '\\$&'), 'gu');
}

/** Character by character, as Rust: a sigma at the end of a word is one like any other. */
export function lowerCase(x: string): string {
  return Array.from(x, (char) => char.toLowerCase()).join('');
}

function bertNormalizer(part: Part, place: string): Normalizer {
  onlyKeys(part, place, ['clean_text', 'handle_chinese_chars', 'strip_accents', 'lowercase']);
  const lower = flag(part, 'lowercase', place, true);
  const strip = flag(part, 'strip_accents', place, lower);
  const clean = flag(part, 'clean_text', place, true);
  const chinese = flag(part, 'handle_chinese_chars', place, true);
  const white = new RegExp(SPACE, 'gu');
  return (x) => {
    let out = x;
    // Control characters go, but those that are white space become a space.
    if (clean) out = out.replace(/[^\P{C}\t\n\r]|\ufffd/gu, '').replace(white, ' ');
    if (chinese) out = Array.from(out, (char) => (isCjk(char) ? ` ${char} ` : char)).join('');
    if (strip) out = out.normalize('NFD').replace(/\p{Mn}/gu, '');
    return lower ? lowerCase(out) : out;
  };
}
