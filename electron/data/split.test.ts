import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitIndices } from './split';

/** A data set with these classes. */
function withClasses(classes: readonly number[], count: number) {
  const labels = Array.from({ length: count }, (_, at) => `class ${at}`);
  return {
    size: classes.length,
    targets: { class: Float64Array.from(classes) },
    facts: { samples: classes.length, inputs: {}, targets: { class: { kind: 'classes' as const, labels } } },
  };
}

const settings = fc.record({
  validation: fc.double({ min: 0, max: 0.45, noNaN: true }),
  test: fc.double({ min: 0, max: 0.45, noNaN: true }),
  seed: fc.nat(),
});
const classesOf = fc.array(fc.nat(3), { minLength: 1, maxLength: 400 });

describe('splits', () => {
  it('are disjoint, complete, sorted, and the same each time', () => {
    fc.assert(
      fc.property(classesOf, settings, (classes, split) => {
        const data = withClasses(classes, 4);
        const { train, validation, test } = splitIndices(data, split);
        const all = [...train, ...validation, ...test].sort((a, b) => a - b);
        expect(all).toEqual(classes.map((_, index) => index));
        for (const part of [train, validation, test]) expect([...part]).toEqual([...part].sort((a, b) => a - b));
        expect(splitIndices(data, split)).toEqual({ train, validation, test });
      }),
    );
  });

  it('give every class its share, within one sample, and leave each something to train on', () => {
    fc.assert(
      fc.property(classesOf, settings, (classes, split) => {
        const parts = splitIndices(withClasses(classes, 4), split);
        for (let label = 0; label < 4; label++) {
          const size = classes.filter((other) => other === label).length;
          const count = (part: Uint32Array) => [...part].filter((index) => classes[index] === label).length;
          if (size > 0) expect(count(parts.train)).toBeGreaterThan(0);
          if (size > 20) {
            expect(Math.abs(count(parts.test) - size * split.test)).toBeLessThanOrEqual(1.5);
            expect(Math.abs(count(parts.validation) - size * split.validation)).toBeLessThanOrEqual(1.5);
          }
        }
      }),
    );
  });

  it('reach the totals that are asked for', () => {
    const classes = Array.from({ length: 1000 }, (_, at) => at % 7);
    const parts = splitIndices(withClasses(classes, 7), { validation: 0.05, test: 0.2, seed: 3 });
    expect([parts.train.length, parts.validation.length, parts.test.length]).toEqual([750, 50, 200]);
  });

  it('differ by seed', () => {
    const data = withClasses(new Array<number>(100).fill(0), 1);
    const [first, second] = [1, 2].map((seed) => [...splitIndices(data, { validation: 0, test: 0.5, seed }).test]);
    expect(first).not.toEqual(second);
  });

  it('hold out rows of a regression without classes', () => {
    const parts = splitIndices(
      {
        size: 50,
        targets: { b: new Float64Array(50) },
        facts: { samples: 50, inputs: { text: { kind: 'text' } }, targets: { b: { kind: 'value', column: 'b' } } },
      },
      { validation: 0.1, test: 0.2, seed: 1 },
    );
    expect([parts.train.length, parts.validation.length, parts.test.length]).toEqual([35, 5, 10]);
  });

  it('refuse to leave nothing to train on', () => {
    expect(() => splitIndices(withClasses([0, 1], 2), { validation: 0.5, test: 0.5, seed: 1 })).toThrow('Nothing is left to train on.');
  });
});
