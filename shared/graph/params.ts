import type { Json } from '../json';
import { type SavedModel, savedModelSchema } from './saved-model';

/** The outcome of reading a parameter from a file or a widget. */
export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly expected: string };

/**
 * What the inspector needs to draw a widget, and the schema to check a value. One union, so that an
 * inspector that forgets a kind does not compile.
 */
export type Widget =
  | { readonly type: 'int'; readonly min: number; readonly max: number; readonly nullable: string | null }
  | { readonly type: 'float'; readonly min: number; readonly max: number; readonly step: number; readonly nullable: string | null }
  | { readonly type: 'bool' }
  | { readonly type: 'choice'; readonly options: readonly string[] }
  /** A number an axis. */
  | { readonly type: 'size'; readonly axes: readonly string[]; readonly min: number; readonly max: number }
  /** Two numbers an axis: what is added to, or cut off, its beginning and its end. */
  | { readonly type: 'margins'; readonly sides: readonly (readonly [string, string])[]; readonly max: number }
  | { readonly type: 'dims' }
  | { readonly type: 'text' }
  /** Another node of the same kind, or of `kind`. `none`: what is said where there is none. */
  | { readonly type: 'node'; readonly kind?: string; readonly none?: string }
  /** A layer of the saved model that the node stands for, by its name. `nothing`: what '' means; `words`: values that are no layer. */
  | { readonly type: 'layer'; readonly nothing: string; readonly words: readonly (readonly [value: string, meaning: string])[] }
  | { readonly type: 'numbers'; readonly nothing: string }
  | { readonly type: 'file'; readonly read: FileRead; readonly extensions: readonly string[] }
  /** The name of an input or target of the data, of one kind; null: the only one of that kind. */
  | {
      readonly type: 'data-name';
      readonly of: 'input' | 'target';
      readonly kind: string;
      /** Of a target: inputs of this kind fit as well, where a model tells anew what it is given. */
      readonly orInput?: string;
    };

/** What a file that a parameter names is read as. */
export type FileRead = 'tokenizer' | 'vectors' | 'model' | 'model-weights';

/**
 * A file that a parameter names. `path` is relative to the project's file where that is saved. `facts`: what a look into
 * it found that shapes depend on (`ids`, `width`), so that a graph can be checked where the file is not at hand.
 */
export type FileValue = {
  readonly path: string;
  readonly facts: { readonly [name: string]: number };
  /** Of a saved model: SHA-256 of what was read, so that a run never begins with the weights of another. */
  readonly sha256?: string;
  /** Of a saved model with its layers. */
  readonly model?: SavedModel;
};

/** What a look into a file finds. */
export type FileLook = Omit<FileValue, 'path'>;

/** A parameter of a node type: type, check, widget, Keras keyword and documentation in one. */
export interface Param<T extends Json = Json> {
  readonly widget: Widget;
  readonly default: T;
  /** One sentence for the inspector and the docs. */
  readonly doc: string;
  /** Shown behind "More" in the inspector. */
  readonly advanced: boolean;
  parse(value: unknown): Parsed<T>;
  /** Of a file: read only where another parameter has this value. */
  readonly onlyIf?: { readonly param: string; readonly is: Json };
}

export type ParamSchema = { readonly [name: string]: Param };
export type ParamsOf<S extends ParamSchema> = { readonly [K in keyof S]: S[K] extends Param<infer T> ? T : never };

export interface Common {
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
    widget: { type: 'float', min, max, step, nullable: null },
    default: o.default,
    doc: o.doc,
    advanced: o.advanced ?? false,
    parse: (v) =>
      typeof v === 'number' && Number.isFinite(v) && v >= min && v <= max
        ? { ok: true, value: v }
        : { ok: false, expected: `a number${range(min, max)}` },
  };
}

/** A finite number or null; `nullable` says what null means. */
export function optionalFloat(
  o: Common & { default: number | null; nullable: string; min?: number; max?: number; step?: number },
): Param<number | null> {
  const { min = -Infinity, max = Infinity, step = 0.01 } = o;
  return {
    widget: { type: 'float', min, max, step, nullable: o.nullable },
    default: o.default,
    doc: o.doc,
    advanced: o.advanced ?? false,
    parse: (v) =>
      v === null || (typeof v === 'number' && Number.isFinite(v) && v >= min && v <= max)
        ? { ok: true, value: v }
        : { ok: false, expected: `a number${range(min, max)}, or nothing (${o.nullable})` },
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

/** Another node of the same kind, by its id, or null. */
export function sameKindNode(o: Common): Param<string | null> {
  return {
    widget: { type: 'node' },
    default: null,
    doc: o.doc,
    advanced: o.advanced ?? false,
    parse: (v) =>
      v === null || (typeof v === 'string' && v.length <= 64) ? { ok: true, value: v } : { ok: false, expected: 'the id of a node' },
  };
}

/** A node of some kind, by its id, or null. `none`: what is said of null. */
export function nodeOfKind(o: Common & { kind: string; none: string }): Param<string | null> {
  return { ...sameKindNode(o), widget: { type: 'node', kind: o.kind, none: o.none } };
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

/** A number an axis, in the order of `axes`. */
export type Size = readonly number[];

const inWords = (names: readonly string[]): string =>
  names.length <= 1 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
const COUNTS = ['no', 'one', 'two', 'three', 'four', 'five', 'six'] as const;

/** A size along each of `axes` (`['height', 'width']`); a single number means all of them. */
export function size(o: Common & { axes: readonly string[]; default: Size; min?: number; max?: number }): Param<Size> {
  const { axes, min = 1, max = 4096 } = o;
  return {
    widget: { type: 'size', axes, min, max },
    default: o.default,
    doc: o.doc,
    advanced: o.advanced ?? false,
    parse: (v) => {
      if (isInt(v, min, max)) return { ok: true, value: axes.map(() => v) };
      if (Array.isArray(v) && v.length === axes.length && v.every((n) => isInt(n, min, max))) return { ok: true, value: v.map(Number) };
      return { ok: false, expected: `${COUNTS[axes.length] ?? axes.length} whole numbers${range(min, max)}, ${inWords(axes)}` };
    },
  };
}

export type Size2d = readonly [number, number];

/** Height and width; a single number means both. */
export function size2d(o: Common & { default: Size2d; min?: number; max?: number }): Param<Size2d> {
  const both = size({ ...o, axes: ['height', 'width'] });
  return {
    ...both,
    default: o.default,
    parse: (v) => {
      const read = both.parse(v);
      if (!read.ok) return read;
      const [height = 1, width = 1] = read.value;
      return { ok: true, value: [height, width] };
    },
  };
}

/** The beginning and the end of each axis. */
export type Margins = readonly (readonly [number, number])[];

/**
 * What is added to, or cut off, both ends of each axis. Reads whatever Keras does: one number for all, one an axis, or two an
 * axis (of a single axis: its two ends).
 */
export function margins(
  o: Common & { sides: readonly (readonly [string, string])[]; default: Margins; max?: number },
): Param<(readonly [number, number])[]> {
  const { sides, max = 4096 } = o;
  const isEnd = (v: unknown): v is number => isInt(v, 0, max);
  const ends = (v: unknown): [number, number] | null => {
    if (isEnd(v)) return [v, v];
    return Array.isArray(v) && v.length === 2 && isEnd(v[0]) && isEnd(v[1]) ? [v[0], v[1]] : null;
  };
  return {
    widget: { type: 'margins', sides, max },
    default: o.default.map(([from, to]) => [from, to] as const),
    doc: o.doc,
    advanced: o.advanced ?? false,
    parse: (v) => {
      if (isEnd(v)) return { ok: true, value: sides.map(() => [v, v] as const) };
      const single = sides.length === 1 ? ends(v) : null;
      if (single) return { ok: true, value: [single] };
      const read = Array.isArray(v) && v.length === sides.length ? v.map(ends) : [null];
      const value = read.filter((pair) => pair !== null);
      if (value.length === read.length) return { ok: true, value };
      return { ok: false, expected: `two whole numbers${range(0, max)} an axis: ${inWords(sides.flat())}` };
    },
  };
}

/** The axes of a sample in a new order, counted from 1. */
export function order(o: Common & { default: readonly number[] }): Param<readonly number[]> {
  return {
    widget: { type: 'dims' },
    default: o.default,
    doc: o.doc,
    advanced: o.advanced ?? false,
    parse: (v) => {
      const fits = Array.isArray(v) && v.length >= 1 && v.length <= 4 && v.every((_, i) => v.includes(i + 1));
      return fits ? { ok: true, value: v.map(Number) } : { ok: false, expected: 'the numbers of the axes from 1 on, each once: 2, 1' };
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
        v.length <= 5 &&
        v.every((n) => isInt(n, -1, MAX_INT) && n !== 0) &&
        v.filter((n) => n === -1).length <= 1;
      return fits ? { ok: true, value: v.map(Number) } : { ok: false, expected: 'one to five sizes of at least 1, at most one of them -1' };
    },
  };
}

const MOST_NUMBERS = 10_000;

/** A list of finite numbers, each greater than the one before; `nothing` says what an empty one means. */
export function ascending(o: Common & { nothing: string; default?: readonly number[] }): Param<readonly number[]> {
  return {
    widget: { type: 'numbers', nothing: o.nothing },
    default: o.default ?? [],
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

const FILE_KEYS: ReadonlySet<string> = new Set(['path', 'facts', 'sha256', 'model']);
const SHA256 = /^[0-9a-f]{64}$/;

function isFileValue(v: unknown): v is FileValue {
  if (typeof v !== 'object' || v === null || !('path' in v) || !('facts' in v)) return false;
  if (!Object.keys(v).every((key) => FILE_KEYS.has(key))) return false;
  const { path, facts } = v;
  if (typeof path !== 'string' || path === '') return false;
  if (typeof facts !== 'object' || facts === null || !Object.values(facts).every((n) => typeof n === 'number' && Number.isFinite(n))) {
    return false;
  }
  if ('sha256' in v && !(typeof v.sha256 === 'string' && SHA256.test(v.sha256))) return false;
  return !('model' in v) || isSavedModel(v.model);
}

// Asked of the same object at every edit: a large one is read once.
const judged = new WeakMap<object, boolean>();
function isSavedModel(v: unknown): boolean {
  if (typeof v !== 'object' || v === null) return false;
  const before = judged.get(v);
  if (before !== undefined) return before;
  const { success } = savedModelSchema.safeParse(v);
  judged.set(v, success);
  return success;
}

/** A layer of the saved model that the node stands for; '' is none in particular: `nothing` says what it means. */
export function layerName(o: Common & { nothing: string; words?: readonly (readonly [value: string, meaning: string])[] }): Param<string> {
  return {
    widget: { type: 'layer', nothing: o.nothing, words: o.words ?? [] },
    default: '',
    doc: o.doc,
    advanced: o.advanced ?? false,
    parse: (v) => (typeof v === 'string' && v.length <= 512 ? { ok: true, value: v } : { ok: false, expected: 'the name of a layer' }),
  };
}

/** The defaults of every parameter, as a new node gets them. */
export function defaultsOf<S extends ParamSchema>(schema: S): ParamsOf<S> {
  return Object.fromEntries(Object.entries(schema).map(([name, param]) => [name, param.default])) as ParamsOf<S>;
}
