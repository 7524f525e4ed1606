import { describe, expect, it } from 'vitest';
import { bool, choice, defaultsOf, dims, float, int, margins, optionalInt, order, size, size2d } from './params';

describe('parameters', () => {
  it('refuse what they do not mean, and say what they expect', () => {
    const units = int({ default: 4, min: 1, max: 10, doc: '' });
    expect(units.parse(7)).toEqual({ ok: true, value: 7 });
    for (const wrong of [0, 11, 2.5, '7', null, Number.NaN, [7]]) {
      expect(units.parse(wrong)).toEqual({ ok: false, expected: 'a whole number from 1 to 10' });
    }
    expect(float({ default: 0, min: 0, max: 1, doc: '' }).parse(Number.POSITIVE_INFINITY).ok).toBe(false);
    expect(bool({ default: true, doc: '' }).parse('true').ok).toBe(false);
    expect(choice({ options: ['same', 'valid'], default: 'same', doc: '' }).parse('full')).toEqual({
      ok: false,
      expected: 'one of same, valid',
    });
  });

  it('read a single size as height and width', () => {
    const kernel = size2d({ default: [3, 3], doc: '' });
    expect(kernel.parse(5)).toEqual({ ok: true, value: [5, 5] });
    expect(kernel.parse([3, 5])).toEqual({ ok: true, value: [3, 5] });
    expect(kernel.parse([3]).ok).toBe(false);
  });

  it('read a size along any axes', () => {
    const window = size({ axes: ['depth', 'height', 'width'], default: [2, 2, 2], max: 9, doc: '' });
    expect(window.parse(3)).toEqual({ ok: true, value: [3, 3, 3] });
    expect(window.parse([1, 2, 3])).toEqual({ ok: true, value: [1, 2, 3] });
    expect(window.parse([1, 2])).toEqual({ ok: false, expected: 'three whole numbers from 1 to 9, depth, height and width' });
  });

  it('read margins in every form that Keras takes', () => {
    const border = margins({
      sides: [
        ['top', 'bottom'],
        ['left', 'right'],
      ],
      default: [
        [1, 1],
        [1, 1],
      ],
      doc: '',
    });
    const value = (v: unknown) => {
      const read = border.parse(v);
      return read.ok ? read.value : read.expected;
    };
    expect(value(2)).toEqual([
      [2, 2],
      [2, 2],
    ]);
    expect(value([1, 2])).toEqual([
      [1, 1],
      [2, 2],
    ]);
    expect(value([[0, 1], 2])).toEqual([
      [0, 1],
      [2, 2],
    ]);
    for (const wrong of [[1], [[1, 2, 3], 1], [[1, -1], 1], 'x', null]) {
      expect(value(wrong)).toBe('two whole numbers from 0 to 4096 an axis: top, bottom, left and right');
    }
    const ends = margins({ sides: [['before', 'behind']], default: [[1, 1]], doc: '' });
    expect(ends.parse([3, 0])).toEqual({ ok: true, value: [[3, 0]] });
    expect(ends.parse([[3, 0]])).toEqual({ ok: true, value: [[3, 0]] });
  });

  it('read an order of axes', () => {
    const axes = order({ default: [2, 1], doc: '' });
    expect(axes.parse([3, 1, 2])).toEqual({ ok: true, value: [3, 1, 2] });
    for (const wrong of [[0, 1], [1, 1], [2], [], 2]) expect(axes.parse(wrong).ok).toBe(false);
  });

  it('allow one size of a shape to be what is left', () => {
    const shape = dims({ default: [1], doc: '' });
    expect(shape.parse([49, -1])).toEqual({ ok: true, value: [49, -1] });
    for (const wrong of [[], [-1, -1], [0], [1, 1, 1, 1, 1, 1, 1], [1.5], 3]) expect(shape.parse(wrong).ok).toBe(false);
  });

  it('tell nothing from zero', () => {
    const length = optionalInt({ default: null, nullable: 'as long as the longest', doc: '' });
    expect(length.parse(null)).toEqual({ ok: true, value: null });
    expect(length.parse(0).ok).toBe(false);
    expect(length.parse(undefined).ok).toBe(false);
  });

  it('have defaults that they accept themselves', () => {
    const schema = { a: int({ default: 3, doc: '' }), b: size2d({ default: [2, 2], doc: '' }) };
    expect(defaultsOf(schema)).toEqual({ a: 3, b: [2, 2] });
  });
});
