import { expect, test } from 'vitest';
import { startingParams } from './starting-params';

test('a Reshape behind a feature map keeps the features of each place together', () => {
  const map = { shape: ['batch', 24, 19, 32], dtype: 'float32', carries: 'features' } as const;
  expect(startingParams('Reshape', map)).toEqual({ target_shape: [-1, 32] });
});

test('without a wire, behind a row of numbers, and for other kinds the defaults stand', () => {
  const row = { shape: ['batch', 64], dtype: 'float32', carries: 'vector' } as const;
  expect(startingParams('Reshape', null)).toEqual({ target_shape: [-1, 1] });
  expect(startingParams('Reshape', row)).toEqual({ target_shape: [-1, 1] });
  expect(startingParams('Dense', row)).toEqual(startingParams('Dense', null));
});
