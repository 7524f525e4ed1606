import type { Json } from '../json';

/** The outcome of reading a parameter from a file or a widget. */
export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly expected: string };

/**
 * What the inspector needs to draw a widget, and the schema to check a value. One union, so that an
 * inspector that forgets a kind does not compile.
 */
export type Widget =
  | { readonly type: 'int'; readonly min: number; readonly max: number; readonly nullable: string | null }
  | { readonly type: 'float'; readonly min: number; readonly max: number; readonly step: number }
  | { readonly type: 'bool' }
  | { readonly type: 'choice'; readonly options: readonly string[] }
  | { readonly type: 'size2d'; readonly min: number; readonly max: number }
  | { readonly type: 'dims' }
  | { readonly type: 'text' }
  | { readonly type: 'numbers'; readonly nothing: string }
  | { readonly type: 'file'; readonly read: FileRead; readonly extensions: readonly string[] };

/** What a file that a parameter names is read as. */
export type FileRead = 'tokenizer' | 'vectors';

/**
 * A file that a parameter names. `path` is relative to the project's file where that is saved. `facts`: what a look into
 * it found that shapes depend on (`ids`, `width`), so that a graph can be checked where the file is not at hand.
 */
export type FileValue = { readonly path: string; readonly facts: { readonly [name: string]: number } };

/** A parameter of a node type: type, check, widget, Keras keyword and documentation in one. */
export interface Param<T extends Json = Json> {
  readonly widget: Widget;
  readonly default: T;
  /** One sentence for the inspector and the docs. */
  readonly doc: string;
  /** Shown behind "More" in the inspector. */
  readonly advanced: boolean;
  parse(value: unknown): Parsed<T>;
}

export type ParamSchema = { readonly [name: string]: Param };
export type ParamsOf<S extends ParamSchema> = { readonly [K in keyof S]: S[K] extends Param<infer T> ? T : never };

interface Common {
  readonly doc: string;
  readonly advanced?: boolean;
}

const MAX_INT = 2 ** 31 - 1;

function isInt(value: unknown, min: number, max: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max;
}

function range(min: number, max: number): string {
  if (max === MAX_INT || max === Infinity) return min === -Infinity ? '' : ` of at least ${min}`;
  return ` from ${min} to ${max}`;
}

/** A whole number. */
export function int(o: Common & { default: number; min?: number; max?: number }): Param<number> {
  const { min = 1, max = MAX_INT } = o;
  return {
    widget: { type: 'int', min, max, nullable: null },
    default: o.default,
    doc: o.doc,
    advanced: o.advanced ?? false,
    parse: (v) => (isInt(v, min, max) ? { ok: true, value: v } : { ok: false, expected: `a whole number${range(min, max)}` }),
  };
}

/** A whole number or null; `nullable` says what null means: "as long as the longest". */
export function optionalInt(o: Common & { default: number | null; nullable: string; min?: number; max?: number }): Param<number | null> {
  const { min = 1, max = MAX_INT } = o;
  return {
    widget: { type: 'int', min, max, nullable: o.nullable },
    default: o.default,
    doc: o.doc,
    advanced: o.advanced ?? false,
    parse: (v) =>
      v === null || isInt(v, min, max)
        ? { ok: true, value: v }
        : { ok: false, expected: `a whole number${range(min, max)}, or nothing (${o.nullable})` },
  };
}

/** A finite number. */
export function float(o: Common & { default: number; min?: number; max?: number; step?: number }): Param<number> {
  const { min = -Infinity, max = Infinity, step = 0.01 } = o;
  return {
    widget: { type: 'float', min, max, step },
    default: o.default,
    doc: o.doc,
    advanced: o.advanced ?? false,
    parse: (v) =>
      typeof v === 'number' && Number.isFinite(v) && v >= min && v <= max
        ? { ok: true, value: v }
        : { ok: false, expected: `a number${range(min, max)}` },
  };
}

/** A switch. */
export function bool(o: Common & { default: boolean }): Param<boolean> {
  return {
    widget: { type: 'bool' },
    default: o.default,
    doc: o.doc,
    advanced: o.advanced ?? false,
    parse: (v) => (typeof v === 'boolean' ? { ok: true, value: v } : { ok: false, expected: 'true or false' }),
  };
}

/** One of several words. */
export function choice<const T extends string>(o: Common & { options: readonly T[]; default: NoInfer<T> }): Param<T> {
  return {
    widget: { type: 'choice', options: o.options },
    default: o.default,
    doc: o.doc,
    advanced: o.advanced ?? false,
    parse: (v) => {
      const found = o.options.find((option) => option === v);
      return found === undefined ? { ok: false, expected: `one of ${o.options.join(', ')}` } : { ok: true, value: found };
    },
  };
}

/** A short text. `expected`: what `pattern` asks for, in words. */
export function text(o: Common & { default: string; pattern: RegExp; expected: string }): Param<string> {
  return {
    widget: { type: 'text' },
    default: o.default,
    doc: o.doc,
    advanced: o.advanced ?? false,
    parse: (v) => (typeof v === 'string' && o.pattern.test(v) ? { ok: true, value: v } : { ok: false, expected: o.expected }),
  };
}

export type Size2d = readonly [number, number];

/** Height and width; a single number means both. */
export function size2d(o: Common & { default: Size2d; min?: number; max?: number }): Param<Size2d> {
  const { min = 1, max = 4096 } = o;
  return {
    widget: { type: 'size2d', min, max },
    default: o.default,
    doc: o.doc,
    advanced: o.advanced ?? false,
    parse: (v) => {
      if (isInt(v, min, max)) return { ok: true, value: [v, v] };
      if (Array.isArray(v) && v.length === 2 && isInt(v[0], min, max) && isInt(v[1], min, max)) {
        return { ok: true, value: [v[0], v[1]] };
      }
      return { ok: false, expected: `two whole numbers${range(min, max)}, height and width` };
    },
  };
}

/** A shape without the batch; one size may be -1: what is left. */
export function dims(o: Common & { default: readonly number[] }): Param<readonly number[]> {
  return {
    widget: { type: 'dims' },
    default: o.default,
    doc: o.doc,
    advanced: o.advanced ?? false,
    parse: (v) => {
      const fits =
        Array.isArray(v) &&
        v.length >= 1 &&
        v.length <= 6 &&
        v.every((n) => isInt(n, -1, MAX_INT) && n !== 0) &&
        v.filter((n) => n === -1).length <= 1;
      return fits ? { ok: true, value: v.map(Number) } : { ok: false, expected: 'one to six sizes of at least 1, at most one of them -1' };
    },
  };
}

const MOST_NUMBERS = 10_000;

/** A list of finite numbers, each greater than the one before; `nothing` says what an empty one means. */
export function ascending(o: Common & { nothing: string }): Param<readonly number[]> {
  return {
    widget: { type: 'numbers', nothing: o.nothing },
    default: [],
    doc: o.doc,
    advanced: o.advanced ?? false,
    parse: (v) =>
      Array.isArray(v) && v.length <= MOST_NUMBERS && v.every((n, i) => Number.isFinite(n) && (i === 0 || n > v[i - 1]))
        ? { ok: true, value: v.map(Number) }
        : { ok: false, expected: `ascending numbers, or nothing (${o.nothing})` },
  };
}

/** A file, or none. `accepts`: endings that the chooser shows (`.json`); none: every file. */
export function file(o: Common & { read: FileRead; accepts: readonly string[] }): Param<FileValue | null> {
  return {
    widget: { type: 'file', read: o.read, extensions: o.accepts },
    default: null,
    doc: o.doc,
    advanced: o.advanced ?? false,
    parse: (v) => {
      if (v === null) return { ok: true, value: null };
      // As a person writes it by hand: the facts are read when the project is opened or trained.
      if (typeof v === 'string' && v !== '') return { ok: true, value: { path: v, facts: {} } };
      return isFileValue(v) ? { ok: true, value: v } : { ok: false, expected: 'a file, or nothing' };
    },
  };
}

function isFileValue(v: unknown): v is FileValue {
  if (typeof v !== 'object' || v === null || !('path' in v) || !('facts' in v) || Object.keys(v).length !== 2) return false;
  const { path, facts } = v;
  const named = typeof path === 'string' && path !== '';
  return (
    named && typeof facts === 'object' && facts !== null && Object.values(facts).every((n) => typeof n === 'number' && Number.isFinite(n))
  );
}

/** The defaults of every parameter, as a new node gets them. */
export function defaultsOf<S extends ParamSchema>(schema: S): ParamsOf<S> {
  return Object.fromEntries(Object.entries(schema).map(([name, param]) => [name, param.default])) as ParamsOf<S>;
}
