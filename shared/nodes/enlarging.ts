import type { Size } from '../graph/params';
import { scaled } from '../graph/size-name';
import { type ResizingRules, resizing } from './resizing';
import { formatSize } from './sizes';
import { type Axes, perAxis } from './spatial';

export interface EnlargingParams {
  readonly size: number | Size;
  readonly interpolation?: 'nearest' | 'bilinear';
}

/** Keras's `UpSampling1D` to `3D`. */
export function enlarging(className: string, axes: Axes): ResizingRules<EnlargingParams> {
  return resizing({
    className,
    axes,
    resized: (side, axis, p) => scaled(side, perAxis(p.size, axes)[axis] ?? 1),
    config: (p) => ({ size: p.size, ...(p.interpolation === undefined ? {} : { interpolation: p.interpolation }) }),
    summary: (p) => `× ${formatSize(perAxis(p.size, axes))}${p.interpolation === 'bilinear' ? ', bilinear' : ''}`,
  });
}
