import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { TargetPlanOf } from '../../../shared/graph/feed';
import type { EncodedTensor } from '../../data/dataset';
import { BOX_ROW, readBoxes, writeBoxes } from '../../data/targets/box-rows';
import { openEngine } from '../backends/open-engine';
import { seededBits } from '../epoch-order';
import { gridTargets } from '../losses/grid-boxes';
import type { TrueObject } from '../losses/match-boxes';
import { toTensor } from '../step/feeds';
import { boxesLosses } from './boxes';
import { cellTargets } from './cell-targets';

/** As golden.py writes it. */
interface GoldenCase {
  readonly name: string;
  readonly queries: number;
  readonly classes: number;
  readonly weights: { readonly class: number; readonly distance: number; readonly overlap: number };
  readonly no_object: number;
  readonly per_picture: number;
  readonly objects: readonly (readonly TrueObject[])[];
  readonly output: readonly number[];
  /** Of each query the index of its object, or −1. */
  readonly assigned: readonly (readonly number[])[];
  readonly losses: readonly number[];
  /** Of Σ losses · 1, −1.25, 1.5, … */
  readonly gradient: readonly number[];
}

type Plan = TargetPlanOf<'boxes'>;

const CASES = JSON.parse(readFileSync(fileURLToPath(new URL('golden/boxes.json', import.meta.url)), 'utf8')) as GoldenCase[];

const planOf = (c: Pick<GoldenCase, 'classes' | 'queries' | 'per_picture' | 'no_object' | 'weights'>): Plan => ({
  kind: 'boxes',
  node: 'boxes',
  target: 'boxes',
  classes: c.classes,
  room: c.queries,
  per_picture: c.per_picture,
  view: { fit: 'stretch', width: 8, height: 8 },
  head: { form: 'set', queries: c.queries, no_object: c.no_object, weights: c.weights },
});

function encoded(objects: readonly (readonly TrueObject[])[], room: number): EncodedTensor {
  const data = new Float32Array(objects.length * room * BOX_ROW);
  for (const [image, own] of objects.entries()) data.set(writeBoxes(own, room), image * room * BOX_ROW);
  return { shape: [objects.length, room, BOX_ROW], data };
}

beforeAll(async () => {
  await openEngine('auto');
});

describe('a set of boxes', () => {
  it.each(CASES.map((c) => [c.name, c] as const))('%s: matching, losses and gradients are those of the paper', (_, c) => {
    const plan = planOf(c);
    const output = { shape: [c.objects.length, c.queries, c.classes + 5], data: Float32Array.from(c.output) };
    const assigned = boxesLosses.assigner(plan)?.(encoded(c.objects, c.queries), output);
    if (!assigned) throw new Error('a set is assigned');
    for (const [image, own] of c.assigned.entries()) {
      const row = assigned.data.subarray(image * c.queries * BOX_ROW, (image + 1) * c.queries * BOX_ROW);
      const expected = own.flatMap((at, query) => (at < 0 ? [] : [{ query, class: c.objects[image]?.[at]?.class }]));
      expect(readBoxes(row).map(({ at, class: label }) => ({ query: at, class: label }))).toEqual(expected);
    }
    const weights = tf.tensor1d(c.losses.map((_, i) => (1 + 0.25 * i) * (-1) ** i));
    const losses = (given: tf.Tensor) => boxesLosses.losses(plan, toTensor(assigned), given, 'values', null);
    const gradient = tf.grad((given: tf.Tensor) => losses(given).mul(weights).sum())(toTensor(output));
    for (const [i, loss] of losses(toTensor(output)).dataSync().entries()) expect(loss).toBeCloseTo(c.losses[i] ?? Number.NaN, 4);
    for (const [i, slope] of gradient.dataSync().entries()) expect(slope).toBeCloseTo(c.gradient[i] ?? Number.NaN, 4);
  });

  it('of a picture that is not finite nothing is assigned: the step finds the fault', () => {
    const [c] = CASES;
    if (!c) throw new Error('no case');
    const target = encoded(c.objects, c.queries);
    const data = Float32Array.from(c.output).fill(Number.NaN);
    expect(boxesLosses.assigner(planOf(c))?.(target, { shape: [3, c.queries, c.classes + 5], data }).data).toEqual(target.data);
  });

  it('a loss does not depend on the other pictures of its batch', () => {
    const [c] = CASES;
    if (!c) throw new Error('no case');
    const width = c.queries * (c.classes + 5);
    const alone = c.objects.map((own, image) => {
      const output = tf.tensor(c.output.slice(image * width, (image + 1) * width), [1, c.queries, c.classes + 5]);
      const target = boxesLosses.assigner(planOf(c))?.(encoded([own], c.queries), {
        shape: output.shape,
        data: output.dataSync<'float32'>(),
      });
      if (!target) throw new Error('a set is assigned');
      return boxesLosses.losses(planOf(c), toTensor(target), output, 'values', null).dataSync()[0];
    });
    for (const [i, loss] of alone.entries()) expect(loss).toBeCloseTo(c.losses[i] ?? Number.NaN, 4);
  });
});

describe('the cells of a grid', () => {
  it.each([
    [2, 3, 3],
    [1, 1, 1],
    [4, 1, 2],
  ])('%i × %i for %i labels should say what gridTargets says, whatever objects there are', (rows, columns, classes) => {
    const bits = seededBits(1, 'cells', 0);
    const random = () => bits() / 2 ** 32;
    const objects = Array.from({ length: 20 }, (_, image) =>
      Array.from({ length: image % 7 }, (): TrueObject => {
        // Now and then on the border, now and then in the same cell.
        const place = () => (random() < 0.1 ? Math.round(random()) : random());
        return { class: Math.floor(random() * classes), box: [place(), place(), 0.05 + random() / 2, 0.05 + random() / 2] };
      }).sort((a, b) => b.box[2] * b.box[3] - a.box[2] * a.box[3]),
    );
    const cells = cellTargets(toTensor(encoded(objects, 6)) as tf.Tensor3D, rows, columns, classes);
    expect(cells.shape).toEqual([20, rows, columns, 5 + classes]);
    const expected = objects.flatMap((own) => [...gridTargets(own, rows, columns, classes)]);
    for (const [i, value] of cells.dataSync().entries()) expect(value).toBeCloseTo(expected[i] ?? Number.NaN, 5);
  });
});

describe('whole splits', () => {
  it('count what was found of all pictures', () => {
    const [c] = CASES;
    if (!c) throw new Error('no case');
    const plan = planOf(c);
    const state = { kind: 'boxes', labels: ['a', 'b'] } as const;
    // Every object is told by a query of its own, surely; the others find nothing.
    const width = c.classes + 5;
    const given = new Float32Array(c.objects.length * c.queries * width);
    for (const [image, own] of c.objects.entries()) {
      for (let query = 0; query < c.queries; query++) {
        const object = own[query];
        const at = (image * c.queries + query) * width;
        given[at + (object?.class ?? c.classes)] = 20;
        given.set(object?.box ?? [0.5, 0.5, 0.1, 0.1], at + c.classes + 1);
      }
    }
    const split = { samples: c.objects.length, expected: encoded(c.objects, c.queries).data as Float32Array, given };
    expect(boxesLosses.whole(plan, { ...state, labels: [...state.labels] }, split)).toEqual({ map_50: 1, map_50_95: 1 });
    const none = given.map((value) => (value === 20 ? 0 : value));
    expect(boxesLosses.whole(plan, { ...state, labels: [...state.labels] }, { ...split, given: none }).map_50).toBeLessThan(1);
  });
});
