import { constantAt, intsAttr, type OpCall, specAt, textAttr } from './op-call';
import type { TensorSpec } from './scope';

/** Places that a window takes along one side; [before, after] is padded explicitly. */
function places(side: number, window: number, stride: number, dilation: number, padding: string, padded: number): number {
  const reach = (window - 1) * dilation + 1;
  if (padding === 'SAME') return Math.ceil(side / stride);
  return Math.floor((side + padded - reach) / stride) + 1;
}

/** A window over the sides between batch and channels. */
function windowed(call: OpCall, window: readonly number[], channels: number): TensorSpec[] {
  const { dtype, shape } = specAt(call, 0);
  const [strides, rates] = [intsAttr(call, 'strides'), intsAttr(call, 'dilations')];
  const padding = textAttr(call, 'padding');
  const explicit = intsAttr(call, 'explicit_paddings');
  const sides = window.map((size, i) => {
    const axis = i + 1;
    const extra = (explicit[2 * axis] ?? 0) + (explicit[2 * axis + 1] ?? 0);
    return places(shape[axis] ?? 1, size, strides[axis] ?? 1, rates[axis] ?? 1, padding, extra);
  });
  return [{ dtype, shape: [shape[0] ?? 1, ...sides, channels] }];
}

/** The kernel: [...window, channels, filters]. */
export function convolution(call: OpCall): TensorSpec[] {
  const { shape } = specAt(call, 1);
  return windowed(call, shape.slice(0, -2), shape.at(-1) ?? 1);
}

/** The kernel: [...window, channels, multiplier]. */
export function depthwise(call: OpCall): TensorSpec[] {
  const { shape } = specAt(call, 1);
  return windowed(call, shape.slice(0, -2), (shape.at(-2) ?? 1) * (shape.at(-1) ?? 1));
}

export function pool(call: OpCall): TensorSpec[] {
  return windowed(call, intsAttr(call, 'ksize').slice(1, -1), specAt(call, 0).shape.at(-1) ?? 1);
}

/** Constants behind the value: sizes of a block, and [before, after] of each of its axes. */
export function spaceToBatch(call: OpCall): TensorSpec[] {
  const { dtype, shape } = specAt(call, 0);
  const [block, padded] = [constantAt(call, 1), constantAt(call, 2)];
  const sides = block.map((size, i) => ((shape[i + 1] ?? 1) + (padded[2 * i] ?? 0) + (padded[2 * i + 1] ?? 0)) / size);
  const parts = block.reduce((a, b) => a * b, 1);
  return [{ dtype, shape: [(shape[0] ?? 1) * parts, ...sides, ...shape.slice(block.length + 1)] }];
}

export function batchToSpace(call: OpCall): TensorSpec[] {
  const { dtype, shape } = specAt(call, 0);
  const [block, cropped] = [constantAt(call, 1), constantAt(call, 2)];
  const sides = block.map((size, i) => (shape[i + 1] ?? 1) * size - (cropped[2 * i] ?? 0) - (cropped[2 * i + 1] ?? 0));
  const parts = block.reduce((a, b) => a * b, 1);
  return [{ dtype, shape: [(shape[0] ?? 1) / parts, ...sides, ...shape.slice(block.length + 1)] }];
}

/** Of a resized map: the new height and width are a constant behind it. */
export function resize(call: OpCall): TensorSpec[] {
  const { dtype, shape } = specAt(call, 0);
  return [{ dtype, shape: [shape[0] ?? 1, ...constantAt(call, 1), shape.at(-1) ?? 1] }];
}
