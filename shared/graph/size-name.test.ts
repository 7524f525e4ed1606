import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scaled, shared, shifted, sizeNamed } from './size-name';
import type { Dim } from './spec';

describe('sizes known only with the data', () => {
  it('are named by what becomes of them', () => {
    expect(shifted('words', -2)).toBe('words−2');
    expect(shifted(shifted('words', -2), -3)).toBe('words−5');
    expect(shifted(shifted('words', -2), 2)).toBe('words');
    expect(shared(shifted('words', -2), 2)).toBe('⌈(words−2)/2⌉');
    expect(scaled(shared('words_1', 3), 2)).toBe('2·⌈words_1/3⌉');
    expect(scaled(scaled('words', 2), 3)).toBe('6·words');
    expect(scaled(shifted('words', 1), 2)).toBe('2·(words+1)');
    expect(shared('words', 1)).toBe('words');
  });

  it('stay numbers where they are', () => {
    expect([shifted(7, -2), scaled(7, 2), shared(7, 2)]).toEqual([5, 14, 4]);
  });

  const step = fc.record({ what: fc.constantFrom('shift', 'scale', 'share'), by: fc.integer({ min: 1, max: 5 }), down: fc.boolean() });
  it('have the number that the same steps give', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), fc.integer({ min: 1, max: 99 }), (steps, words) => {
        const walk = (start: Dim): Dim =>
          steps.reduce<Dim>((dim, { what, by, down }) => {
            if (what === 'shift') return shifted(dim, down ? -by : by);
            return what === 'scale' ? scaled(dim, by) : shared(dim, by);
          }, start);
        expect(sizeNamed(walk('words'), () => words) === walk(words)).toBe(true);
      }),
    );
  });

  it('ask for each length by its name', () => {
    const asked: string[] = [];
    expect(
      sizeNamed('⌈(words_1−2)/2⌉', (name) => {
        asked.push(name);
        return 9;
      }),
    ).toBe(4);
    expect(asked).toEqual(['words_1']);
  });
});
