import { StudioError } from '../studio-error';

/** Bounds on what is read from outside, against files made to hang or exhaust. */
export const MAX_JSON_BYTES = 50_000_000;
export const MAX_JSON_DEPTH = 64;

const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

/** Nesting of a JSON text, found without building anything: a parsed bomb would already have cost the memory. */
export function jsonDepth(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let i = 0; i < text.length; i++) {
    switch (text.charCodeAt(i)) {
      case 0x22: {
        // A string: to its closing quote, over escaped ones.
        for (i++; i < text.length && text.charCodeAt(i) !== 0x22; i++) if (text.charCodeAt(i) === 0x5c) i++;
        break;
      }
      case 0x5b:
      case 0x7b:
        depth++;
        if (depth > deepest) deepest = depth;
        break;
      case 0x5d:
      case 0x7d:
        depth--;
        break;
    }
  }
  return deepest;
}

/** The first key that could reach into JavaScript's own objects, or null. */
export function forbiddenKey(value: unknown): string | null {
  const stack: unknown[] = [value];
  while (stack.length > 0) {
    const next = stack.pop();
    if (typeof next !== 'object' || next === null) continue;
    if (Array.isArray(next)) {
      for (const item of next) if (typeof item === 'object' && item !== null) stack.push(item);
      continue;
    }
    for (const key of Object.keys(next)) {
      if (FORBIDDEN.has(key)) return key;
      const item: unknown = (next as Record<string, unknown>)[key];
      if (typeof item === 'object' && item !== null) stack.push(item);
    }
  }
  return null;
}

/**
 * Parses JSON that came from outside.
 *
 * @param what names it in errors: `This project`
 * @throws StudioError where it is too large, too deep, not JSON, or holds keys that reach into JavaScript
 */
export function parseSafely(text: string, what: string): unknown {
  if (text.length > MAX_JSON_BYTES) {
    throw new StudioError(`${what} is too large.`, {
      expected: `at most ${MAX_JSON_BYTES / 1e6} MB`,
      received: `${(text.length / 1e6).toFixed(1)} MB`,
    });
  }
  const depth = jsonDepth(text);
  if (depth > MAX_JSON_DEPTH) {
    throw new StudioError(`${what} is nested too deeply.`, { expected: `at most ${MAX_JSON_DEPTH} levels`, received: `${depth} levels` });
  }
  let value: unknown;
  try {
    value = JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch (error) {
    throw new StudioError(`${what} is not valid JSON.`, {
      expected: 'JSON',
      received: error instanceof Error ? error.message : String(error),
      advice: 'It may be another kind of file, or damaged. Try an earlier copy of it.',
    });
  }
  const key = forbiddenKey(value);
  if (key !== null) {
    throw new StudioError(`${what} holds the key “${key}”, which no project of this application has.`, {
      expected: 'a project written by Attention Studio',
      received: `the key ${key}`,
      advice: 'The file was changed by hand or made to do harm. Open it only after removing that key.',
    });
  }
  return value;
}
