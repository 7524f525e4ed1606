import { StudioError } from '../studio-error';

/** An object of a `tokenizer.json`. */
export type Part = { readonly [key: string]: unknown };

const WHERE = 'tokenizer.json of Hugging Face’s “tokenizers”';

/** A refusal that names what this version does not know. */
export function unknownPart(what: string, received: string, expected: string): StudioError {
  return new StudioError(`This tokenizer has ${what} that Attention Studio does not know: ${received}.`, {
    expected,
    received,
    advice: 'Choose another tokenizer, or split by words, characters or bpe, which are learned from your data.',
  });
}

/** Wrong content, with the place in the file. */
export function badPart(place: string, expected: string, received: unknown): StudioError {
  return new StudioError(`The tokenizer cannot be read: “${place}” is not as it should be.`, {
    expected: `${expected}, as in a ${WHERE}`,
    received: received === undefined ? 'nothing' : (JSON.stringify(received) ?? String(received)).slice(0, 200),
  });
}

export function asPart(value: unknown, place: string): Part {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw badPart(place, 'an object', value);
  return value as Part;
}

export function asList(value: unknown, place: string): readonly unknown[] {
  if (!Array.isArray(value)) throw badPart(place, 'a list', value);
  return value;
}

export function text(part: Part, key: string, place: string, absent?: string): string {
  const value = part[key] ?? absent;
  if (typeof value !== 'string') throw badPart(`${place}.${key}`, 'text', value);
  return value;
}

export function flag(part: Part, key: string, place: string, absent: boolean): boolean {
  const value = part[key] ?? absent;
  if (typeof value !== 'boolean') throw badPart(`${place}.${key}`, 'true or false', value);
  return value;
}

export function whole(part: Part, key: string, place: string, absent?: number): number {
  const value = part[key] ?? absent;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) throw badPart(`${place}.${key}`, 'a whole number', value);
  return value;
}

/** Every key must be one of these: what a later version of the format adds is not passed over. */
export function onlyKeys(part: Part, place: string, keys: readonly string[]): void {
  const other = Object.keys(part).find((key) => key !== 'type' && !keys.includes(key) && part[key] !== null);
  if (other !== undefined) throw unknownPart(`a setting of “${place}”`, other, keys.join(', ') || 'no settings');
}
