import { type ConvolutionRules, convolution, type WindowParams, windowSize } from './convolution';
import { perAxis } from './spatial';

export interface DepthwiseParams extends WindowParams {
  readonly depth_multiplier: number;
}

/** Keras's `DepthwiseConv1D`, `DepthwiseConv2D`. */
export function depthwise(className: string, axes: 1 | 2): ConvolutionRules<DepthwiseParams> {
  return convolution({
    className,
    axes,
    channels: (channels, p) => channels * p.depth_multiplier,
    kernels: (channels, p) => [{ name: 'kernel', shape: [...perAxis(p.kernel_size, axes), channels, p.depth_multiplier] }],
    multiplications: (channels, p) => windowSize(p, axes) * channels * p.depth_multiplier,
    config: (p) => ({ depth_multiplier: p.depth_multiplier }),
    summary: (p) => (p.depth_multiplier === 1 ? 'each channel' : `each channel × ${p.depth_multiplier}`),
  });
}

export interface SeparableParams extends DepthwiseParams {
  readonly filters: number;
}

/** Keras's `SeparableConv1D`, `SeparableConv2D`. */
export function separable(className: string, axes: 1 | 2): ConvolutionRules<SeparableParams> {
  const middle = (channels: number, p: SeparableParams): number => channels * p.depth_multiplier;
  return convolution({
    className,
    axes,
    channels: (_, p) => p.filters,
    kernels: (channels, p) => [
      { name: 'depthwise_kernel', shape: [...perAxis(p.kernel_size, axes), channels, p.depth_multiplier] },
      { name: 'pointwise_kernel', shape: [...perAxis(1, axes), middle(channels, p), p.filters] },
    ],
    multiplications: (channels, p) => middle(channels, p) * (windowSize(p, axes) + p.filters),
    config: (p) => ({ filters: p.filters, depth_multiplier: p.depth_multiplier }),
    summary: (p) => `${p.filters} filters`,
    held: middle,
  });
}
