import { defineBlock } from '../../graph/define-block';
import { type Inference, refuse } from '../../graph/define-node';
import type { PortRef } from '../../graph/document';
import { inputOf } from '../../graph/input-of';
import { int } from '../../graph/params';
import { Sketch } from '../../graph/sketch';
import type { ValueSpec } from '../../graph/spec';
import { refuseChannels, refuseSides, sidesOf } from '../attention/channel-mlp';
import { mendToMap } from '../mends';
import { centerCrop } from '../preprocessing/center-crop';
import { unetDownStage } from './unet-down-stage';
import { CONVOLUTION_PARTS, twoConvolutions, UNET_PARAMS, UPSAMPLING } from './unet-parts';
import { unetUpStage } from './unet-up-stage';

interface Sizes {
  readonly depth: number;
  readonly padding: 'same' | 'valid';
}

type Side = readonly [number, number];

/** What two 3×3 convolutions take away from a side. */
const border = ({ padding }: Sizes): number => (padding === 'valid' ? 4 : 0);

/** How large the skips are, and what comes out at the bottom; null: a side that is left is odd, or nothing is. */
function sidesDown(side: number, p: Sizes): { readonly skips: readonly number[]; readonly bottom: number } | null {
  const skips: number[] = [];
  let now = side;
  for (let stage = 0; stage < p.depth; stage++) {
    now -= border(p);
    if (now < 2 || now % 2 === 1) return null;
    skips.push(now);
    now /= 2;
  }
  const bottom = now - border(p);
  return bottom < 1 ? null : { skips, bottom };
}

/** Whether what comes out of a side has a place left at every stage. */
function fits(side: number, p: Sizes): boolean {
  let now = sidesDown(side, p)?.bottom ?? 0;
  for (let stage = 0; stage < p.depth; stage++) now = 2 * now - border(p);
  return now >= 1;
}

/** The nearest side from `side` upwards that can be halved as often as there are stages. */
function nextSide(side: number, p: Sizes): number {
  let next = side;
  while (!fits(next, p)) next++;
  return next;
}

function refuseSize(x: ValueSpec, p: Sizes): Inference | null {
  const sides = sidesOf(x) ?? [0, 0];
  const size = sides.map((side) => nextSide(side, p));
  if (size.every((side, i) => side === sides[i])) return null;
  const words = size.join('×');
  return refuse(
    `The U-Net halves the map ${p.depth === 1 ? 'once' : `${p.depth} times`}, and a whole number of places must be left each time.`,
    {
      port: 'input',
      expected: `${words}, for instance`,
      received: sides.join('×'),
      fix: {
        type: 'insert',
        title: `Resize to ${words}`,
        port: 'input',
        kind: 'Resizing',
        params: { size },
        input: 'input',
        output: 'output',
      },
    },
  );
}

/** The whole way down and up again. */
export const unet = defineBlock({
  kind: 'UNet',
  family: 'block',
  title: 'U-Net',
  letter: 'U',
  keywords: ['unet', 'u-net', 'segmentation', 'autoencoder', 'skip', 'picture to picture'],
  doc: 'Goes down in stages that halve the map and double its channels, and up again, each stage with the map of its height from the way down beside it. What comes out knows the whole picture and is as sharp as it.',
  formula: 'up₁(… up_d(bottom(down_d(… down₁(x)))))',
  source: 'Ronneberger et al. 2015, arXiv:1505.04597',
  parts: [...CONVOLUTION_PARTS, unetDownStage, unetUpStage, centerCrop],
  inputs: [{ name: 'input', doc: 'A picture', accepts: ['features', 'image'] }],
  outputs: [{ name: 'output', doc: 'A map with as many channels as the first stage' }],
  params: {
    depth: int({ default: 4, max: 8, doc: 'Stages down, and as many up.' }),
    filters: int({ default: 64, max: 4096, doc: 'Channels of the first stage; each further one has twice as many.' }),
    upsampling: UPSAMPLING,
    ...UNET_PARAMS,
  },
  summary: (p) => `${p.depth} ${p.depth === 1 ? 'stage' : 'stages'}, from ${p.filters} filters`,
  mend: mendToMap,
  refuse: (inputs, p) => {
    const x = inputOf(inputs, 'input');
    return refuseChannels(x, 'The U-Net') ?? refuseSides(x, 'The U-Net') ?? refuseSize(x, p);
  },
  expand: (inputs, p) => {
    const s = new Sketch();
    const { depth, filters: first, upsampling, ...convolutions } = p;
    const skips: PortRef[] = [];
    let x = Sketch.input('input');
    for (let stage = 1; stage <= depth; stage++) {
      const id = `down${stage}`;
      x = s.node(id, 'UNetDownStage', { ...convolutions, filters: first * 2 ** (stage - 1) }, { input: x }, `Down ${stage}`);
      skips.push({ node: id, port: 'skip' });
    }
    x = twoConvolutions(s, x, { ...convolutions, filters: first * 2 ** depth });
    const [height, width] = (sidesOf(inputOf(inputs, 'input')) ?? [1, 1]).map((side) => sidesDown(side, p)) as ReturnType<
      typeof sidesDown
    >[];
    let now: Side = [height?.bottom ?? 1, width?.bottom ?? 1];
    for (let stage = depth; stage >= 1; stage--) {
      const size: Side = [2 * now[0], 2 * now[1]];
      const whole: Side = [height?.skips[stage - 1] ?? 0, width?.skips[stage - 1] ?? 0];
      let skip = skips[stage - 1] as PortRef;
      // Valid convolutions below took the border away: so does the paper's copy and crop.
      if (whole[0] !== size[0] || whole[1] !== size[1]) skip = s.node(`crop${stage}`, 'CenterCrop', { size: [...size] }, { input: skip });
      const params = { ...convolutions, upsampling, filters: first * 2 ** (stage - 1) };
      x = s.node(`up${stage}`, 'UNetUpStage', params, { input: x, skip }, `Up ${stage}`);
      now = [size[0] - border(p), size[1] - border(p)];
    }
    return s.done({ output: x });
  },
  examples: [
    {
      name: 'two stages',
      params: { depth: 2, filters: 2, batch_normalization: true },
      inputs: { input: [{ shape: ['batch', 4, 8, 1], carries: 'image' }] },
    },
    {
      name: 'one stage, valid',
      params: { depth: 1, filters: 1, padding: 'valid', upsampling: 'nearest' },
      inputs: { input: [{ shape: ['batch', 18, 20, 1], carries: 'image' }] },
    },
    {
      name: 'one stage, bilinear',
      params: { depth: 1, filters: 1, upsampling: 'bilinear' },
      inputs: { input: [{ shape: ['batch', 4, 6, 1], carries: 'features' }] },
    },
  ],
});
