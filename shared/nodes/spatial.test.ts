import { describe, expect, it } from 'vitest';
import { applyEdits } from '../graph/edits';
import type { DataFacts } from '../graph/facts';
import { graphOf } from '../graph/graph-of.test-data';
import { inferGraph } from '../graph/infer';
import { defaultsOf } from '../graph/params';
import type { ValueSpec } from '../graph/spec';
import type { JsonObject } from '../json';
import { NODES } from './registry.gen';

function give(kind: string, input: ValueSpec, params: JsonObject = {}) {
  const definition = NODES[kind];
  if (!definition) throw new Error(`no node type ${kind}`);
  return definition.infer({ input: [input] }, { ...defaultsOf(definition.params), ...params }, { id: 'n', facts: null });
}

function output(kind: string, input: ValueSpec, params: JsonObject = {}): ValueSpec | undefined {
  const inference = give(kind, input, params);
  if (!inference.ok) throw new Error(inference.problem.message);
  return inference.outputs.output;
}

const picture: ValueSpec = {
  shape: ['batch', 8, 6, 4],
  dtype: 'float32',
  carries: 'image',
  axis: { kind: 'grid', input: 'image', rows: 8, cols: 6 },
};
const text: ValueSpec = {
  shape: ['batch', 'words', 4],
  dtype: 'float32',
  carries: 'sequence',
  masked: true,
  axis: { kind: 'tokens', input: 'text' },
};

describe('what positions stand for', () => {
  it('a picture stays a grid of its new size', () => {
    const grid = (kind: string, params: JsonObject = {}) => output(kind, picture, params)?.axis;
    expect(grid('Conv2D', { strides: [2, 2] })).toEqual({ kind: 'grid', input: 'image', rows: 4, cols: 3 });
    expect(grid('AveragePooling2D')).toEqual({ kind: 'grid', input: 'image', rows: 4, cols: 3 });
    expect(grid('Conv2DTranspose')).toEqual({ kind: 'grid', input: 'image', rows: 16, cols: 12 });
    expect(grid('UpSampling2D', { size: [1, 2] })).toEqual({ kind: 'grid', input: 'image', rows: 8, cols: 12 });
    // What is left after a cut does not lie over the whole picture, nor does one that is turned.
    expect(grid('Cropping2D')).toBeUndefined();
    expect(grid('Permute', { dims: [2, 1, 3] })).toBeUndefined();
  });

  it('a sequence keeps its tokens where their number stays, and no mask, as in Keras', () => {
    expect(output('Conv1D', text)).toMatchObject({ shape: ['batch', 'words', 32], axis: text.axis });
    expect(output('Conv1D', text, { padding: 'causal', dilation_rate: 4 })?.axis).toEqual(text.axis);
    expect(output('Conv1D', text, { padding: 'valid' })).toMatchObject({ shape: ['batch', 'words−2', 32], axis: undefined });
    expect(output('MaxPooling1D', text, { padding: 'same' })).toMatchObject({ shape: ['batch', '⌈words/2⌉', 4], axis: undefined });
    for (const kind of ['Conv1D', 'MaxPooling1D', 'ZeroPadding1D', 'UpSampling1D']) expect(output(kind, text)?.masked ?? false).toBe(false);
  });
});

describe('what does not fit', () => {
  it('groups that do not divide the channels', () => {
    const refused = give('Conv2D', picture, { groups: 6, filters: 12 });
    expect(refused).toMatchObject({ ok: false, problem: { fix: { param: 'groups', value: 2 } } });
  });

  it('strides and dilation at once', () => {
    expect(give('Conv1D', text, { strides: 2, dilation_rate: 2 })).toMatchObject({ ok: false, problem: { fix: { value: 1 } } });
    expect(give('DepthwiseConv2D', picture, { strides: [2, 1], dilation_rate: 2 })).toMatchObject({
      ok: false,
      problem: { fix: { value: [1, 1] } },
    });
  });

  it('a window larger than what it slides over', () => {
    expect(give('MaxPooling2D', picture, { pool_size: [9, 2] })).toMatchObject({
      ok: false,
      problem: { fix: { param: 'padding', value: 'same' } },
    });
  });

  it('a cut that leaves nothing', () => {
    expect(
      give('Cropping2D', picture, {
        cropping: [
          [0, 0],
          [3, 3],
        ],
      }),
    ).toMatchObject({ ok: false, problem: { expected: 'more than 6 along width' } });
  });

  it('as many places at the end as a stride', () => {
    expect(give('Conv2DTranspose', picture, { output_padding: 2 })).toMatchObject({ ok: false, problem: { fix: { value: null } } });
  });

  it('a warning where a text may be too short', () => {
    expect(give('Conv1D', text, { padding: 'valid', kernel_size: 5 })).toMatchObject({ ok: true, warnings: [{ fix: { value: 'same' } }] });
    expect(give('Cropping1D', text)).toMatchObject({ ok: true, warnings: [{ fix: null }] });
    expect(give('Conv1D', text)).toMatchObject({ ok: true, warnings: [] });
  });
});

describe('another rank', () => {
  const facts: DataFacts = {
    samples: 9,
    inputs: { image: { kind: 'image', height: 8, width: 6, channels: 1 } },
    targets: { class: { kind: 'classes', labels: ['a', 'b'] } },
  };
  const chain = (...kinds: string[]) =>
    graphOf({ image: 'ImageInput', ...Object.fromEntries(kinds.map((kind, i) => [`n${i}`, kind])), out: 'Classification' }, [
      'image.image > n0.input',
      ...kinds.slice(1).map((_, i) => `n${i}.output > n${i + 1}.input`),
      `n${kinds.length - 1}.output > out.input`,
    ]);

  it.each([['Conv3D'], ['Conv1D'], ['Conv3D', 'Conv2D'], ['MaxPooling3D', 'Conv1D'], ['Conv2D', 'GlobalMaxPooling3D']])(
    '%s, %s: the buttons lead to a graph without errors',
    (...kinds) => {
      let drawing = { graph: chain(...kinds.filter((kind) => kind !== undefined)), layout: {} };
      for (let i = 0; i < 9; i++) {
        const fix = inferGraph(drawing.graph, NODES, facts).problems.find((problem) => problem.fix)?.fix;
        if (!fix) break;
        drawing = applyEdits(drawing, fix.edits);
      }
      expect(inferGraph(drawing.graph, NODES, facts).problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    },
  );
});

describe('what it costs', () => {
  const cost = (kind: string, input: ValueSpec, params: JsonObject = {}) => {
    const definition = NODES[kind];
    return definition?.cost?.({ input: [input] }, { ...defaultsOf(definition.params), ...params })?.multiplications;
  };
  it('a separable convolution is a fraction of a whole one, groups divide it', () => {
    expect(cost('Conv2D', picture, { filters: 8 })).toBe(48 * 9 * 4 * 8);
    expect(cost('Conv2D', picture, { filters: 8, groups: 4 })).toBe(48 * 9 * 8);
    expect(cost('DepthwiseConv2D', picture)).toBe(48 * 9 * 4);
    expect(cost('SeparableConv2D', picture, { filters: 8 })).toBe(48 * 4 * (9 + 8));
    expect(cost('Conv2DTranspose', picture, { filters: 8 })).toBe(48 * 9 * 4 * 8);
    expect(cost('Conv1D', text)).toBeUndefined();
  });
});
