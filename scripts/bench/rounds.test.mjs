import { expect, test } from 'vitest';
import { measureRounds } from './rounds.mjs';

const silent = () => {};

function contestants(order, jit, parameters = 7) {
  const one = (who, more) => () => {
    order.push(who);
    return { samples_per_second: 1, parameters, ...more };
  };
  return {
    ours: one('ours'),
    keras: one('keras', { jit }),
    'keras-jit': one('keras-jit', { jit: true }),
    'keras-nojit': one('keras-nojit', { jit: false }),
    torch: one('torch', { parameters: 7 }),
  };
}

test('every other round runs backwards, and Keras is compiled the way it did not choose', () => {
  const order = [];
  measureRounds('cnn', contestants(order, false), 2, silent);
  expect(order).toEqual(['ours', 'keras', 'keras-jit', 'torch', 'torch', 'keras-jit', 'keras', 'ours']);
  const other = [];
  measureRounds('cnn', contestants(other, true), 1, silent);
  expect(other).toEqual(['ours', 'keras', 'keras-nojit', 'torch']);
});

test('another number of parameters is no comparison', () => {
  expect(() => measureRounds('cnn', contestants([], false, 8), 1, silent)).toThrow('cnn: 8 parameters in ours');
});
