import { describe, expect, it } from 'vitest';
import type { Box } from '../metrics/box-overlap';
import { matchBoxes, queryTargets, type TrueObject } from './match-boxes';

const objects: TrueObject[] = [
  { class: 1, box: [0.25, 0.25, 0.2, 0.2] },
  { class: 0, box: [0.75, 0.75, 0.3, 0.1] },
];
const boxes: Box[] = [
  [0.7, 0.75, 0.3, 0.1],
  [0.5, 0.5, 1, 1],
  [0.25, 0.3, 0.2, 0.2],
];

describe('which query finds which object', () => {
  it('goes by place', () => {
    const even = new Float32Array(9).fill(1 / 3);
    expect([...matchBoxes(even, 3, boxes, objects)]).toEqual([1, -1, 0]);
  });

  it('goes by class where places are alike', () => {
    const same: Box[] = [boxes[0] ?? [0, 0, 0, 0], boxes[0] ?? [0, 0, 0, 0]];
    const one: TrueObject[] = [{ class: 1, box: [0.7, 0.75, 0.3, 0.1] }];
    expect([...matchBoxes([0.8, 0.1, 0.1, 0.1, 0.8, 0.1], 3, same, one)]).toEqual([-1, 0]);
  });

  it('puts the objects in the order of the queries', () => {
    const { classes, boxes: ordered, matched } = queryTargets(Int32Array.of(1, -1, 0), objects, 2);
    expect([...classes]).toEqual([0, 2, 1]);
    expect([...matched]).toEqual([1, 0, 1]);
    expect([...ordered]).toEqual([...Float32Array.of(0.75, 0.75, 0.3, 0.1, 0, 0, 0, 0, 0.25, 0.25, 0.2, 0.2)]);
  });

  it('knows an image without objects', () => {
    expect([...matchBoxes(new Float32Array(9), 3, boxes, [])]).toEqual([-1, -1, -1]);
  });
});
