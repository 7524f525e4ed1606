import type { InputPort, NodeFix, OutputPort } from '../graph/define-node';
import { int, type Param, type Size, size, size2d } from '../graph/params';
import type { Carries, Dim, ValueSpec } from '../graph/spec';
import type { Json } from '../json';
import { mendToMap, mendToSequence, mendToVolume } from './mends';

/** How many axes of places a node works over: 1 a sequence, 2 a map, 3 a volume. */
export type Axes = 1 | 2 | 3;

interface Space {
  readonly axes: readonly string[];
  /** What it is called in a sentence. */
  readonly noun: string;
  /** The shape of a sample, channels aside. */
  readonly doc: string;
  readonly accepts: readonly Carries[];
  readonly carries: Carries;
  /** Words that the search finds the node by. */
  readonly keywords: readonly string[];
  readonly mend: (received: ValueSpec, port: string) => NodeFix | null;
}

export const SPACES: { readonly [K in Axes]: Space } = {
  1: {
    axes: ['places'],
    noun: 'sequence',
    doc: 'Places',
    accepts: ['sequence'],
    carries: 'sequence',
    keywords: ['sequence', 'text', 'signal', 'time'],
    mend: mendToSequence,
  },
  2: {
    axes: ['height', 'width'],
    noun: 'picture',
    doc: 'Height × width',
    accepts: ['image', 'features'],
    carries: 'features',
    keywords: ['image', 'map'],
    mend: mendToMap,
  },
  3: {
    axes: ['depth', 'height', 'width'],
    noun: 'volume',
    doc: 'Depth (or time) × height × width',
    accepts: ['volume'],
    carries: 'volume',
    keywords: ['volume', 'video', 'film', 'scan'],
    mend: mendToVolume,
  },
};

export const inputPort = (axes: Axes): InputPort => ({
  name: 'input',
  doc: `${SPACES[axes].doc} × channels`,
  accepts: SPACES[axes].accepts,
});

export const outputPort = (axes: Axes, channels: string): OutputPort => ({ name: 'output', doc: `${SPACES[axes].doc} × ${channels}` });

/** A size along each axis: over one axis a number, as Keras has it. */
export function extent(
  axes: Axes,
  o: { readonly default: number; readonly max: number; readonly doc: string; readonly advanced?: boolean },
): Param<number | Size> {
  if (axes === 1) return int(o);
  if (axes === 2) return size2d({ ...o, default: [o.default, o.default] });
  return size({ ...o, axes: SPACES[axes].axes, default: SPACES[axes].axes.map(() => o.default) });
}

/** One number an axis. */
export const perAxis = (value: number | Size, axes: Axes): readonly number[] =>
  typeof value === 'number' ? SPACES[axes].axes.map(() => value) : value;

/** One number, as a parameter or a record of so many axes holds it. */
export const onAll = (axes: Axes, value: number): Json => (axes === 1 ? value : SPACES[axes].axes.map(() => value));

/**
 * What a node gives that works over places: new sizes, new channels. A grid stays one, of the new size; positions of a
 * sequence stay only where their number does.
 */
export function placed(x: ValueSpec, axes: Axes, sizes: readonly Dim[], channels: Dim): ValueSpec {
  const [batch = 'batch', ...before] = x.shape;
  return { shape: [batch, ...sizes, channels], dtype: 'float32', carries: SPACES[axes].carries, axis: keptAxis(x, axes, sizes, before) };
}

function keptAxis(x: ValueSpec, axes: Axes, sizes: readonly Dim[], before: readonly Dim[]): ValueSpec['axis'] {
  const [rows, cols] = sizes;
  switch (axes) {
    case 1:
      return rows === before[0] ? x.axis : undefined;
    case 2:
      return x.axis?.kind === 'grid' && typeof rows === 'number' && typeof cols === 'number' ? { ...x.axis, rows, cols } : undefined;
    case 3:
      return undefined;
  }
}
