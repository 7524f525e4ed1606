import { describe, expect, it } from 'vitest';
import type { AttentionMapData } from '../../shared/run';
import { captureName, captureStep, decodeCapture, encodeCapture, type Look } from './capture-file';

const matrix: AttentionMapData = {
  node: 'look',
  kind: 'MultiHeadAttention',
  title: 'Look ä',
  map: 'matrix',
  queries: { kind: 'labels', labels: ['a', 'b'] },
  keys: { kind: 'plain', count: 3 },
  scores: [
    [
      [0.7, 0.2, 0.1],
      [0, 1 / 3, 2 / 3],
    ],
    [
      [0.01, 0.09, 0.9],
      [0.5, 0.5, 0],
    ],
  ],
};
const gate: AttentionMapData = { ...matrix, node: 'gate', map: 'gate', queries: { kind: 'plain', count: 1 }, scores: [[[-4, 8, 2]]] };
const looks: Look[] = [
  { predictions: [{ kind: 'value', node: 'y', column: 'price', value: 3.5 }], attention: [matrix, gate] },
  { predictions: [], attention: [] },
  { predictions: [], attention: [{ ...gate, scores: [[[0.25, 0.25, 0.25]]] }] },
];

describe('a capture', () => {
  it('reads back, each weight to half a level', () => {
    const { step, looks: read } = decodeCapture(encodeCapture(12, looks));
    expect(step).toBe(12);
    expect(read.map((look) => look.predictions)).toEqual(looks.map((look) => look.predictions));
    for (const [i, look] of looks.entries()) {
      for (const [m, { scores, ...rest }] of look.attention.entries()) {
        expect(read[i]?.attention[m]).toMatchObject(rest);
        const flat = scores.flat(2);
        const half = (Math.max(...flat) - Math.min(...flat)) / 510;
        const back = read[i]?.attention[m]?.scores ?? [];
        expect(back.map((rows) => rows.map((row) => row.length))).toEqual(scores.map((rows) => rows.map((row) => row.length)));
        for (const [k, value] of back.flat(2).entries()) expect(Math.abs(value - (flat[k] ?? 0))).toBeLessThan(half + 5e-4);
      }
    }
    expect(read[0]?.attention[0]?.scores[0]?.[1]?.[0]).toBe(0);
  });

  it('keeps 256 levels apart where all weights are nearly the same', () => {
    const row = Array.from({ length: 256 }, (_, i) => 0.0204 + i * 4e-7);
    const read = decodeCapture(encodeCapture(1, [{ predictions: [], attention: [{ ...gate, scores: [[row]] }] }]));
    expect(new Set(read.looks[0]?.attention[0]?.scores.flat(2)).size).toBe(256);
  });

  it('takes a byte a weight, and a number that is none for the smallest', () => {
    const one = encodeCapture(1, [{ predictions: [], attention: [{ ...gate, scores: [[[Number.NaN, 1, 2]]] }] }]);
    const two = encodeCapture(1, [{ predictions: [], attention: [{ ...gate, scores: [[[1, 1, 2]]] }] }]);
    expect(one).toEqual(two);
    expect([...one.subarray(-3)]).toEqual([0, 0, 255]);
  });

  it('is refused when it is cut, longer, of another version, or not one', () => {
    const bytes = encodeCapture(3, looks);
    for (const length of [0, 3, 40, bytes.length - 1]) expect(() => decodeCapture(bytes.subarray(0, length))).toThrow();
    expect(() => decodeCapture(Buffer.concat([bytes, Buffer.alloc(1)]))).toThrow('cut');
    const text = Buffer.from(bytes).toString('latin1').replace('"version":1', '"version":2');
    expect(() => decodeCapture(Buffer.from(text, 'latin1'))).toThrow();
    expect(() => decodeCapture(Buffer.alloc(500, 255))).toThrow('too short');
  });

  it('is found by its name', () => {
    expect(captureStep(captureName(120))).toBe(120);
    expect(captureStep(captureName(12_345_678_901))).toBe(12_345_678_901);
    expect(captureStep('samples.json')).toBeNull();
    expect(captureStep(`${captureName(3)}.tmp`)).toBeNull();
  });
});
