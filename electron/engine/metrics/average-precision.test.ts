import { describe, expect, it } from 'vitest';
import { cocoAveragePrecision, type FoundBox, pascalAveragePrecision, type TrueBox } from './average-precision';
import type { Box } from './box-overlap';
import golden from './golden/average-precision.json';

const boxed = <T extends { readonly box: readonly number[] }>(all: readonly T[]): (T & { box: Box })[] =>
  all.map((item) => {
    const [left = 0, top = 0, right = 0, bottom = 0] = item.box;
    return { ...item, box: [left, top, right, bottom] };
  });

const truth: TrueBox[] = [{ image: 0, class: 0, box: [0, 0, 10, 10] }];
const sure = (box: Box, score: number): FoundBox => ({ image: 0, class: 0, box, score });

describe('mean average precision of boxes', () => {
  it.each(golden)('equals pycocotools’ ($coco) and Pascal’s', ({ truth: there, found, coco, coco50, pascal }) => {
    expect(cocoAveragePrecision(boxed(there), boxed(found))).toBeCloseTo(coco, 9);
    expect(cocoAveragePrecision(boxed(there), boxed(found), [0.5])).toBeCloseTo(coco50, 9);
    if (pascal !== null) expect(pascalAveragePrecision(boxed(there), boxed(found))).toBeCloseTo(pascal, 9);
  });

  it('counts a second detection of a box as wrong', () => {
    const twice = [sure([0, 0, 10, 10], 0.9), sure([0, 0, 10, 9], 0.95)];
    expect(pascalAveragePrecision([...truth, { image: 1, class: 0, box: [0, 0, 1, 1] }], twice)).toBe(0.5);
  });

  it('sees the other image’s boxes not at all', () => {
    const elsewhere = [{ ...sure([0, 0, 10, 10], 1), image: 1 }];
    expect(cocoAveragePrecision(truth, elsewhere)).toBe(0);
    expect(pascalAveragePrecision(truth, elsewhere)).toBe(0);
  });

  it('is undefined without a true box, 0 without a detection, 1 where all is met', () => {
    expect(cocoAveragePrecision([], [sure([0, 0, 1, 1], 1)])).toBeNaN();
    expect(pascalAveragePrecision([], [])).toBeNaN();
    expect(cocoAveragePrecision(truth, [])).toBe(0);
    expect(pascalAveragePrecision(truth, [])).toBe(0);
    expect(cocoAveragePrecision(truth, [sure([0, 0, 10, 10], 0.1)])).toBeCloseTo(1, 12);
  });

  it('refuses NaN', () => {
    expect(() => cocoAveragePrecision(truth, [sure([0, 0, 1, 1], Number.NaN)])).toThrow(/score of box 1 of 1 is not a number/);
    expect(() => pascalAveragePrecision(truth, [sure([0, 0, Number.NaN, 1], 1)])).toThrow(/corner of a found box 3 of 4/);
  });
});
