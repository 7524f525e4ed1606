import { expect, test } from 'vitest';
import { NODES } from '../../shared/nodes/registry.gen';
import { paramsFromWire, startingParams } from './starting-params';

const map = { shape: ['batch', 24, 19, 32], dtype: 'float32', carries: 'features' } as const;

test('a Reshape behind a feature map keeps the features of each place together', () => {
  expect(startingParams(NODES, 'Reshape', map)).toEqual({ target_shape: [-1, 32] });
});

test('without a wire, behind a row of numbers, and for other kinds the defaults stand', () => {
  const row = { shape: ['batch', 64], dtype: 'float32', carries: 'vector' } as const;
  expect(startingParams(NODES, 'Reshape', null)).toEqual({ target_shape: [-1, 1] });
  expect(startingParams(NODES, 'Reshape', row)).toEqual({ target_shape: [-1, 1] });
  expect(startingParams(NODES, 'Dense', row)).toEqual(startingParams(NODES, 'Dense', null));
});

test('a Reshape that was wired after it was added takes over the features, unless a person set its shape', () => {
  const added = { kind: 'Reshape', title: null, params: startingParams(NODES, 'Reshape', null) };
  expect(paramsFromWire(NODES, 'reshape', added, map)).toEqual([
    { type: 'set-param', id: 'reshape', param: 'target_shape', value: [-1, 32] },
  ]);
  expect(paramsFromWire(NODES, 'reshape', { ...added, params: { target_shape: [4, -1] } }, map)).toEqual([]);
  expect(paramsFromWire(NODES, 'reshape', added, null)).toEqual([]);
});
