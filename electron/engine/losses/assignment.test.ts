import { describe, expect, it } from 'vitest';
import { cheapestAssignment } from './assignment';
import golden from './golden/assignment.json';

describe('the cheapest assignment', () => {
  it.each(golden)('of $rows rows to $columns columns equals SciPy’s', ({ costs, rows, columns, found, total }) => {
    const assigned = cheapestAssignment(costs, rows, columns);
    const taken = [...assigned].filter((column) => column >= 0);
    expect(taken).toHaveLength(Math.min(rows, columns));
    expect(new Set(taken).size).toBe(taken.length);
    const sum = [...assigned].reduce((all, column, row) => all + (column < 0 ? 0 : (costs[row * columns + column] ?? Number.NaN)), 0);
    expect(sum).toBeCloseTo(total, 8);
    if (found) expect([...assigned]).toEqual(found);
  });

  it('refuses costs that are none, and says which', () => {
    expect(() => cheapestAssignment([1, 2, Number.NaN, 4], 2, 2)).toThrow('cost 1, 0 is NaN');
    expect(() => cheapestAssignment([1, Number.POSITIVE_INFINITY], 1, 2)).toThrow('cost 0, 1 is Infinity');
    expect(() => cheapestAssignment([1], 1, 2)).toThrow();
  });

  it('takes 300 rows in well under a second', () => {
    const costs = Float64Array.from({ length: 300 * 300 }, (_, i) => Math.sin(i * 12.9898) * 1000);
    const start = performance.now();
    expect(new Set(cheapestAssignment(costs, 300, 300)).size).toBe(300);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});
