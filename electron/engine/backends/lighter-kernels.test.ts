import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { bindingPath } from '../../runtime/binding-path';
import { openEngine } from './open-engine';

describe.skipIf(!bindingPath())('lightenKernels', () => {
  beforeAll(async () => {
    await openEngine('tensorflow');
  });

  it('keeps the memory of a shared result until its last owner lets go', () => {
    const before = tf.memory().numTensors;
    const x = tf.tensor2d([[1, 2, 3]]);
    const same = [x.cast('float32'), x.reshape([1, 3])];
    x.dispose();
    for (const tensor of same) {
      expect(Array.from(tensor.dataSync())).toEqual([1, 2, 3]);
      tensor.dispose();
    }
    expect(tf.memory().numTensors).toBe(before);
  });

  it('still casts and reshapes where something changes', () => {
    const x = tf.tensor2d([[1.5, 2.5, 3.5, 4.5]]);
    expect(x.cast('int32').dtype).toBe('int32');
    expect(Array.from(x.cast('int32').dataSync())).toEqual([1, 2, 3, 4]);
    for (let i = 0; i < 3; i++) {
      expect(x.reshape([2, 2]).arraySync()).toEqual([
        [1.5, 2.5],
        [3.5, 4.5],
      ]);
    }
    expect(x.reshape([4]).shape).toEqual([4]);
    expect(tf.tensor1d([7]).reshape([]).arraySync()).toBe(7);
  });

  it('keeps gradients', () => {
    const [slope] = tf.grads((x: tf.Tensor) => x.reshape([1, 2]).cast('float32').reshape([1, 2]).square().sum())([tf.tensor1d([3, 4])]);
    expect(Array.from(slope?.dataSync() ?? [])).toEqual([6, 8]);
  });
});
