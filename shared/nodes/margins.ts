import { type NodeProblem, refuse } from '../graph/define-node';
import { type Margins, margins } from '../graph/params';
import { shifted } from '../graph/size-name';
import { formatShape } from '../graph/spec';
import type { Json } from '../json';
import { type ResizingRules, resizing } from './resizing';
import { type Axes, SPACES } from './spatial';

const SIDES = {
  1: [['before', 'behind']],
  2: [
    ['top', 'bottom'],
    ['left', 'right'],
  ],
  3: [
    ['front', 'back'],
    ['top', 'bottom'],
    ['left', 'right'],
  ],
} as const;

/** The parameter: numbers at both ends of each axis. */
export const marginsParam = (axes: Axes, doc: string) =>
  margins({ sides: SIDES[axes], default: SIDES[axes].map(() => [1, 1] as const), max: 1024, doc });

const lengthOf = (ends: readonly [number, number] | undefined): number => (ends?.[0] ?? 0) + (ends?.[1] ?? 0);
const anyOf = (all: Margins): boolean => all.some((ends) => lengthOf(ends) > 0);
const inKeras = (axes: Axes, all: Margins): Json => (axes === 1 ? (all[0] ?? [0, 0]) : all);

/** `1 + 1`, `1 + 1, 2 + 0`: both ends of each axis. */
const inWords = (all: Margins): string => {
  const [[first] = [0]] = all;
  if (all.every(([before, behind]) => before === first && behind === first)) return `${first} at each side`;
  return all.map(([before, behind]) => `${before} + ${behind}`).join(', ');
};

/** Keras's `ZeroPadding1D` to `3D`. */
export function zeroPadding(className: string, axes: Axes): ResizingRules<{ readonly padding: Margins }> {
  return resizing({
    className,
    axes,
    resized: (side, axis, p) => shifted(side, lengthOf(p.padding[axis])),
    config: (p) => ({ padding: inKeras(axes, p.padding) }),
    summary: (p) => inWords(p.padding),
  });
}

/** Keras's `Cropping1D` to `3D`. */
export function cropping(className: string, axes: Axes): ResizingRules<{ readonly cropping: Margins }> {
  const rules = resizing<{ readonly cropping: Margins }>({
    className,
    axes,
    resized: (side, axis, p) => shifted(side, -lengthOf(p.cropping[axis])),
    config: (p) => ({ cropping: inKeras(axes, p.cropping) }),
    summary: (p) => inWords(p.cropping),
    moved: (p) => anyOf(p.cropping),
    refuse: (x, p) => {
      const gone = x.shape.slice(1, -1).findIndex((side, axis) => typeof side === 'number' && side <= lengthOf(p.cropping[axis]));
      if (gone < 0) return null;
      return refuse(`Nothing is left of the ${SPACES[axes].noun}.`, {
        port: 'input',
        expected: `more than ${lengthOf(p.cropping[gone])} along ${SPACES[axes].axes[gone] ?? 'its axis'}`,
        received: formatShape(x.shape),
        fix: { type: 'set', title: 'Cut nothing off', param: 'cropping', value: SIDES[axes].map(() => [0, 0]) },
      });
    },
  });
  return {
    ...rules,
    infer: (inputs, p) => {
      const inferred = rules.infer(inputs, p);
      const side = inputs.input?.[0]?.shape[1];
      const lost = lengthOf(p.cropping[0]);
      if (!inferred.ok || typeof side !== 'string' || lost === 0) return inferred;
      const warning: NodeProblem = {
        message: `Of a ${SPACES[axes].noun} of ${lost} or fewer places nothing is left: training would stop there.`,
        port: 'input',
        expected: `always more than ${lost} places`,
        received: side,
        fix: null,
      };
      return { ...inferred, warnings: [warning] };
    },
  };
}
