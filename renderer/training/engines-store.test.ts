import { describe, expect, it } from 'vitest';
import type { EnginesStatus } from '../../shared/contract';
import type { EngineInUse } from '../../shared/run';
import { arrival, engineWords, runEngineWords, whyEngine } from './engines-store';

const status = (install: EnginesStatus['install']): EnginesStatus => ({ engines: [], chosen: 'cpu', electron: null, fixes: [], install });

describe('engines', () => {
  it('tell how much of the library is there', () => {
    expect(arrival(status({ state: 'installing', part: 'download', done: 42, of: 100 }))).toBe(0.42);
    expect(arrival(status({ state: 'installing', part: 'download', done: 0, of: 0 }))).toBe(0);
    expect(arrival(status({ state: 'ready' }))).toBeNull();
    expect(arrival(null)).toBeNull();
  });

  it('have names for people', () => {
    expect(engineWords({ name: 'tensorflow', version: '2.21.0', device: 'CPU, 2 threads' })).toBe('TensorFlow 2.21 · CPU, 2 threads');
    expect(engineWords({ name: 'cpu', version: '4.22.0', device: null })).toBe('JavaScript');
    expect(engineWords({ name: 'cpu', version: '4.22.0', device: 'JavaScript on the CPU, 1 thread' })).toBe(
      'JavaScript on the CPU, 1 thread',
    );
  });

  it('say of a run how it computes, and why it is not traced', () => {
    const traced: EngineInUse = {
      name: 'tensorflow',
      version: '2.21.0',
      device: 'CPU, 2 threads',
      reason: 'the fastest here',
      step: 'traced',
      xla: true,
      precision: 'float32',
      threads: null,
      stepReason: 'twice as fast as kernel by kernel',
    };
    expect(runEngineWords(traced)).toBe('TensorFlow 2.21 · CPU, 2 threads · traced, XLA');
    expect(whyEngine(traced)).toBe('the fastest here; twice as fast as kernel by kernel');
    const eager: EngineInUse = { ...traced, step: 'eager', xla: false, stepReason: 'this graph cannot be traced: …' };
    expect(runEngineWords(eager)).toBe('TensorFlow 2.21 · CPU, 2 threads · kernel by kernel – this graph cannot be traced: …');
    expect(runEngineWords({ ...eager, stepReason: '' })).toBe('TensorFlow 2.21 · CPU, 2 threads · kernel by kernel');
    expect(whyEngine({ ...eager, stepReason: '' })).toBe('the fastest here');
  });
});
