import { describe, expect, it } from 'vitest';
import { ctcBeam } from './ctc-beam';
import { type CtcDecoded, type CtcOutput, ctcGreedy } from './ctc-greedy';
import golden from './golden/ctc.json';

function expectDecoded(received: CtcDecoded | undefined, expected: CtcDecoded): void {
  expect(received?.labels).toEqual(expected.labels);
  expect(received?.logProbability).toBeCloseTo(expected.logProbability, 4);
}

/** Of every label the probability, by trying every way. */
function everyWay({ logs, classes, steps, blank }: CtcOutput): Map<string, number> {
  const found = new Map<string, number>();
  for (let way = 0; way < classes ** steps; way++) {
    const path = Array.from({ length: steps }, (_, t) => Math.floor(way / classes ** t) % classes);
    const labels = path.filter((c, t) => c !== blank && c !== path[t - 1]).join();
    const log = path.reduce((sum, c, t) => sum + (logs[t * classes + c] ?? Number.NaN), 0);
    found.set(labels, (found.get(labels) ?? 0) + Math.exp(log));
  }
  return found;
}

describe('CTC decoding', () => {
  it.each(golden)('of $steps steps: greedy and the best four of a wide beam equal Keras’s', ({ greedy, beams, ...output }) => {
    expectDecoded(ctcGreedy(output), greedy);
    const found = ctcBeam(output, 3000);
    for (const [i, beam] of beams.entries()) expectDecoded(found[i], beam);
  });

  it.each(golden.filter(({ steps, classes }) => classes ** steps < 20_000))('finds every label and all of its ways', (output) => {
    const all = everyWay(output);
    const found = ctcBeam(output, 1e6);
    expect(found).toHaveLength(all.size);
    for (const { labels, logProbability } of found) expect(Math.exp(logProbability)).toBeCloseTo(all.get(labels.join()) ?? Number.NaN, 9);
    expect(found.reduce((sum, { logProbability }) => sum + Math.exp(logProbability), 0)).toBeCloseTo(1, 6);
  });

  it('finds by a beam what is likely by many ways', () => {
    // Blank is the likeliest at each step, yet “1” is likelier than nothing.
    const logs = [0.6, 0.4, 0.6, 0.4].map(Math.log);
    const output = { logs, classes: 2, steps: 2, blank: 0 };
    expect(ctcGreedy(output).labels).toEqual([]);
    const [best] = ctcBeam(output, 4);
    expect(best?.labels).toEqual([1]);
    expect(Math.exp(best?.logProbability ?? 0)).toBeCloseTo(0.64, 12);
  });

  it('keeps no more than the beam is wide, and bears what is ruled out', () => {
    const logs = [0, Number.NEGATIVE_INFINITY, Math.log(0.5), Math.log(0.5)];
    const output = { logs, classes: 2, steps: 2, blank: 0 };
    expect(ctcBeam(output, 1)).toHaveLength(1);
    expect(ctcBeam(output, 9).map(({ labels }) => labels.join())).toEqual(['', '1']);
    expect(ctcGreedy({ ...output, steps: 0 })).toEqual({ labels: [], logProbability: 0 });
  });

  it('refuses what is too short', () => {
    expect(() => ctcGreedy({ logs: [0], classes: 2, steps: 1, blank: 0 })).toThrow(/1 steps of 2 classes, but 1 numbers/);
    expect(() => ctcBeam({ logs: [0, 0], classes: 2, steps: 1, blank: 0 }, 0)).toThrow(/holds nothing/);
  });
});
