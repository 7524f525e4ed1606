import { type Inference, type NodeProblem, refuse } from '../graph/define-node';
import { lastSize } from '../graph/input-of';
import type { Size } from '../graph/params';
import { type Dim, formatShape, type ValueSpec } from '../graph/spec';
import { formatSize, type Padding, windowCount } from './sizes';
import { type Axes, onAll, perAxis, SPACES } from './spatial';

/** A window that moves over places. */
export interface Window {
  readonly size: number | Size;
  readonly strides: number | Size;
  readonly padding: Padding;
  readonly dilation: number;
}

/** How far it reaches along each axis. */
const reachOf = ({ size, dilation }: Window, axes: Axes): number[] => perAxis(size, axes).map((side) => (side - 1) * dilation + 1);

/** How many places it has along each axis. */
export function placesOf(x: ValueSpec, window: Window, axes: Axes): Dim[] {
  const strides = perAxis(window.strides, axes);
  return reachOf(window, axes).map((reach, axis) => windowCount(x.shape[axis + 1] ?? 0, reach, strides[axis] ?? 1, window.padding));
}

export type Slid =
  | { readonly ok: true; readonly places: readonly Dim[]; readonly warnings: readonly NodeProblem[] }
  | { readonly ok: false; readonly refusal: Inference };

const USE_SAME = { type: 'set', title: 'Use padding “same”', param: 'padding', value: 'same' } as const;

/** Moves a window over a value, or says why it cannot. */
export function slide(x: ValueSpec, window: Window, axes: Axes): Slid {
  const places = placesOf(x, window, axes);
  const { noun } = SPACES[axes];
  const reach = reachOf(window, axes);
  if (places.some((count) => typeof count === 'number' && count < 1)) {
    return {
      ok: false,
      refusal: refuse(`The window is larger than the ${noun}.`, {
        port: 'input',
        expected: `at least ${formatSize(reach)}`,
        received: formatShape(x.shape.slice(0, -1)),
        fix: USE_SAME,
      }),
    };
  }
  const open = x.shape.slice(1, -1).findIndex((side) => typeof side !== 'number');
  const needed = reach[open] ?? 1;
  if (open < 0 || window.padding !== 'valid' || needed === 1) return { ok: true, places, warnings: [] };
  const warning: NodeProblem = {
    message: `A ${noun} shorter than ${needed} has no place for the window: training would stop there.`,
    port: 'input',
    expected: `always at least ${needed} places`,
    received: formatShape(x.shape),
    fix: USE_SAME,
  };
  return { ok: true, places, warnings: [warning] };
}

/** What convolutions of every kind refuse; null: nothing. */
export function refuseConvolution(x: ValueSpec, window: Window, axes: Axes, title: string): Inference | null {
  if (lastSize(x) === null) {
    return refuse(`${title} needs to know how many channels come in.`, {
      port: 'input',
      expected: 'a known number of channels',
      received: formatShape(x.shape),
    });
  }
  const strides = perAxis(window.strides, axes);
  if (window.dilation > 1 && strides.some((stride) => stride > 1)) {
    const ones = onAll(axes, 1);
    return refuse(`${title} cannot have strides and dilation at once.`, {
      expected: 'strides of 1, or a dilation of 1',
      received: `strides ${formatSize(strides)}, dilation ${window.dilation}`,
      fix: { type: 'set', title: `Set strides to ${formatSize(perAxis(1, axes))}`, param: 'strides', value: ones },
    });
  }
  return null;
}
