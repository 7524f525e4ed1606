import { type Inference, refuse } from '../../graph/define-node';
import type { PortRef } from '../../graph/document';
import { lastSize } from '../../graph/input-of';
import type { Sketch } from '../../graph/sketch';
import { formatShape, type ValueSpec } from '../../graph/spec';

interface Params {
  readonly reduction: number;
}

/** The size between the two layers; at least one. */
export const squeezed = (channels: number, p: Params): number => Math.max(1, Math.floor(channels / p.reduction));

/** The two layers that turn what is known of every channel into a number for each. `shares`: the first part of another's names. */
export function channelMlp(
  s: Sketch,
  name: string,
  x: PortRef,
  channels: number,
  p: Params,
  activation: string,
  shares: string | null,
): PortRef {
  const as = (layer: string): { readonly shares_weights_with?: string } =>
    shares === null ? {} : { shares_weights_with: `${shares}_${layer}` };
  const inner = s.node(`${name}_squeeze`, 'Dense', { units: squeezed(channels, p), activation: 'relu', ...as('squeeze') }, { input: x });
  return s.node(`${name}_excite`, 'Dense', { units: channels, activation, ...as('excite') }, { input: inner });
}

/** @param title of the node type */
export function refuseChannels(x: ValueSpec, title: string): Inference | null {
  if (lastSize(x) !== null) return null;
  return refuse(`${title} needs to know how many channels come in.`, {
    port: 'input',
    expected: 'a known number of channels',
    received: formatShape(x.shape),
  });
}

/** Height and width where both are known. */
export function sidesOf(x: ValueSpec): readonly [number, number] | null {
  const [, height, width] = x.shape;
  return typeof height === 'number' && typeof width === 'number' ? [height, width] : null;
}

/** @param title of the node type */
export function refuseSides(x: ValueSpec, title: string): Inference | null {
  if (sidesOf(x)) return null;
  return refuse(`${title} needs to know how large the map is.`, {
    port: 'input',
    expected: 'a known height and width',
    received: formatShape(x.shape),
  });
}
