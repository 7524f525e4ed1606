import { expect, test } from 'vitest';
import { lengthPlot } from './length-plot.mjs';
import { KINDS, LENGTHS } from './lengths.mjs';

/** Time like n from 1 ms, memory like n² from 1 MiB. */
const points = LENGTHS.map((length) => ({ length, ms: length / 64, mib: (length / 64) ** 2 }));
const circles = (svg) => [...svg.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)"/g)].map(([, x, y]) => [Number(x), Number(y)]);
/** Without the legend's. */
const ofPanels = (svg, series) => circles(svg).slice(series);

test('equal factors of the length and of the cost are equal distances; time to the left, memory to the right', () => {
  const drawn = ofPanels(lengthPlot([{ kind: 'full', pass: 'train', points }], 'here'), 1);
  expect(drawn).toHaveLength(2 * LENGTHS.length);
  const [time, memory] = [drawn.slice(0, LENGTHS.length), drawn.slice(LENGTHS.length)];
  for (const panel of [time, memory]) {
    const steps = panel.slice(1).map(([x, y], i) => [x - panel[i][0], panel[i][1] - y]);
    for (const [right, up] of steps) {
      expect(right).toBeCloseTo(steps[0][0], 0);
      expect(up).toBeCloseTo(steps[0][1], 0);
      expect(up).toBeGreaterThan(0);
    }
  }
  expect(time.at(-1)[0]).toBeLessThan(memory[0][0]);
});

test('the slope n lies on a cost that grows like n, n² on one like n²', () => {
  const svg = lengthPlot([{ kind: 'full', pass: 'train', points }], 'here');
  const starts = [...svg.matchAll(/class="slope" d="M([\d.]+) ([\d.]+)L/g)].map(([, x, y]) => [Number(x), Number(y)]);
  const drawn = ofPanels(svg, 1);
  expect(starts).toHaveLength(4);
  expect(starts[0]).toEqual(drawn[0]);
  expect(starts[3]).toEqual(drawn[LENGTHS.length]);
});

test('a failure and a memory below nothing leave a gap, not a point', () => {
  const some = [{ length: 64, ms: 1, mib: -2 }, ...points.slice(1, -1), { length: 4096, error: 'ended with SIGKILL' }];
  const svg = lengthPlot([{ kind: 'full', pass: 'predict', points: some }], 'here');
  expect(ofPanels(svg, 1)).toHaveLength(2 * LENGTHS.length - 3);
  expect(svg).not.toMatch(/NaN|Infinity|undefined/);
});

test('axes name their units, the caption is text, and no two kinds look alike', () => {
  const svg = lengthPlot([{ kind: 'full', pass: 'train', points }], 'a <fast> machine & more');
  for (const words of ['Time, ms', 'Memory, MiB', 'length n, places', '4,096', 'full attention, training step'])
    expect(svg).toContain(words);
  expect(svg).toContain('a &lt;fast> machine &amp; more');
  expect(Object.keys(KINDS).length).toBeLessThanOrEqual(3);
});
