import { describe, expect, it } from 'vitest';
import type { AnyNode, Inference } from '../../graph/define-node';
import { readExample } from '../../graph/read-example';
import type { Dim } from '../../graph/spec';
import { NODES } from '../registry.gen';
import { unet } from './unet';
import { unetUpStage } from './unet-up-stage';

const CONTEXT = { id: 'node', facts: null };

function asked(node: AnyNode, params: object, shapes: { readonly [port: string]: readonly Dim[] }) {
  const inputs = Object.fromEntries(Object.entries(shapes).map(([port, shape]) => [port, [{ shape, carries: 'features' as const }]]));
  const read = readExample(node, { name: 'asked', params, inputs });
  const inference = node.infer(read.inputs, read.params, CONTEXT);
  const weights = inference.ok ? (node.weights?.(read.inputs, read.params, CONTEXT) ?? []) : [];
  return { inference, weights, read };
}

function problemOf(inference: Inference) {
  if (inference.ok) throw new Error('it was not refused');
  return inference.problem;
}

/** What comes out of the node that a fix inserts. */
function mended(inference: Inference, shape: readonly Dim[]): readonly Dim[] | undefined {
  const { fix } = problemOf(inference);
  if (fix?.type !== 'insert') throw new Error('the fix inserts nothing');
  const inserted = asked(NODES[fix.kind] as AnyNode, fix.params, { [fix.input]: shape });
  return inserted.inference.ok ? inserted.inference.outputs[fix.output]?.shape : undefined;
}

describe('the U-Net of the paper', () => {
  // Figure 1 of arXiv:1505.04597: a picture of 572 × 572 becomes a map of 388 × 388 with 64 channels.
  const { inference, weights } = asked(unet, { padding: 'valid' }, { input: ['batch', 572, 572, 1] });

  it('gives the size of figure 1', () => {
    expect(inference.ok && inference.outputs.output?.shape).toEqual(['batch', 388, 388, 64]);
  });

  it('has 23 convolutional layers with the last one, which a segmentation adds', () => {
    expect(weights.filter(({ name }) => name.endsWith('/kernel')).length + 1).toBe(23);
  });

  it('has as many numbers as those layers', () => {
    const convolution = (size: number, from: number, to: number): number => size * size * from * to + to;
    const twice = (from: number, to: number): number => convolution(3, from, to) + convolution(3, to, to);
    const down = twice(1, 64) + twice(64, 128) + twice(128, 256) + twice(256, 512) + twice(512, 1024);
    const up = [512, 256, 128, 64].reduce((sum, to) => sum + convolution(2, 2 * to, to) + twice(2 * to, to), 0);
    expect(weights.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0)).toBe(down + up);
  });

  it('keeps the size where convolutions do, which costs the same weights', () => {
    const same = asked(unet, {}, { input: ['batch', 64, 32, 1] });
    expect(same.inference.ok && same.inference.outputs.output?.shape).toEqual(['batch', 64, 32, 64]);
    expect(same.weights.map(({ shape }) => shape)).toEqual(weights.map(({ shape }) => shape));
  });
});

describe('sizes that do not meet', () => {
  it('a picture that cannot be halved so often is resized to one that can', () => {
    const { inference } = asked(unet, { depth: 3, filters: 2 }, { input: ['batch', 28, 32, 1] });
    expect(problemOf(inference)).toMatchObject({ port: 'input', received: '28×32' });
    const size = mended(inference, ['batch', 28, 32, 1]);
    expect(size).toEqual(['batch', 32, 32, 1]);
    expect(asked(unet, { depth: 3, filters: 2 }, { input: size ?? [] }).inference.ok).toBe(true);
  });

  it.each([
    { what: 'larger: its middle is cut out', skip: ['batch', 9, 8, 2] },
    { what: 'smaller: it is resized', skip: ['batch', 4, 8, 2] },
    { what: 'larger and smaller: it is resized', skip: ['batch', 9, 7, 2] },
  ])('a skip that is $what', ({ skip }) => {
    const input = ['batch', 4, 4, 3];
    const { inference } = asked(unetUpStage, { filters: 2 }, { input, skip });
    expect(problemOf(inference)).toMatchObject({ port: 'skip', fix: { kind: skip[1] === 9 && skip[2] === 8 ? 'CenterCrop' : 'Resizing' } });
    const met = mended(inference, skip);
    expect(met).toEqual(['batch', 8, 8, 2]);
    expect(asked(unetUpStage, { filters: 2 }, { input, skip: met ?? [] }).inference.ok).toBe(true);
  });
});
