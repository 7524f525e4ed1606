import { type Inference, refuse } from '../graph/define-node';
import { lastSize } from '../graph/input-of';
import type { ValueSpec } from '../graph/spec';
import { type ConvolutionRules, convolution, type WindowParams, windowSize } from './convolution';
import { type Axes, perAxis } from './spatial';

export interface FilterParams extends WindowParams {
  readonly filters: number;
  readonly groups: number;
}

const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));

/** Groups that do not divide the channels, or the filters. */
function refuseGroups(className: string, x: ValueSpec, { filters, groups }: FilterParams): Inference | null {
  const channels = lastSize(x) ?? 0;
  if (channels % groups === 0 && filters % groups === 0) return null;
  const fitting = divisor(divisor(channels, filters), groups);
  return refuse(`${className} cannot part ${channels} channels and ${filters} filters into ${groups} equal groups.`, {
    port: 'input',
    expected: 'channels and filters that are multiples of groups',
    received: `${channels} channels, ${filters} filters, ${groups} groups`,
    fix: { type: 'set', title: fitting === 1 ? 'Use one group' : `Use ${fitting} groups`, param: 'groups', value: fitting },
  });
}

/** Keras's `Conv1D`, `Conv2D`, `Conv3D`. */
export function filterBank(className: string, axes: Axes): ConvolutionRules<FilterParams> {
  return convolution({
    className,
    axes,
    channels: (_, p) => p.filters,
    kernels: (channels, p) => [{ name: 'kernel', shape: [...perAxis(p.kernel_size, axes), channels / p.groups, p.filters] }],
    multiplications: (channels, p) => windowSize(p, axes) * (channels / p.groups) * p.filters,
    // Said only where there are several: records of all else stay as they are.
    config: (p) => ({ filters: p.filters, ...(p.groups === 1 ? {} : { groups: p.groups }) }),
    summary: (p) => `${p.filters} filters${p.groups > 1 ? ` in ${p.groups} groups` : ''}`,
    refuse: (x, p) => refuseGroups(className, x, p),
  });
}
