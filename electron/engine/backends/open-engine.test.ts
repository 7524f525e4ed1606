import { describe, expect, it } from 'vitest';
import { bindingPath } from '../../runtime/binding-path';
import { openEngine } from './open-engine';

describe('openEngine', () => {
  it('opens the JavaScript engine and computes', async () => {
    const { name, reason, tf } = await openEngine('cpu');
    expect(name).toBe('cpu');
    expect(reason).toBe('chosen by hand');
    expect(tf.matMul(tf.tensor2d([[1, 2]]), tf.tensor2d([[3], [4]])).dataSync()[0]).toBe(11);
  });

  it.skipIf(!bindingPath())('takes TensorFlow where it is installed', async () => {
    const { name, device, tf } = await openEngine('auto');
    expect(name).toBe('tensorflow');
    expect(device).toMatch(/^CPU, \d+ threads?$/);
    expect(tf.getBackend()).toBe('tensorflow');
    expect(tf.matMul(tf.tensor2d([[1, 2]]), tf.tensor2d([[3], [4]])).dataSync()[0]).toBe(11);
  });

  it('refuses WebGPU by name instead of taking another silently', async () => {
    await expect(openEngine('webgpu')).rejects.toThrow('WebGPU');
  });
});
