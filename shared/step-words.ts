import type { EngineInUse } from './run';

/** `traced, XLA`: how a run computes its steps, in words; what is as usual is not said, nor are threads that the device names. */
export function stepWords(engine: Pick<EngineInUse, 'device' | 'step' | 'xla' | 'precision' | 'threads'>): string {
  const threads = engine.threads === null ? null : engine.threads === 1 ? '1 thread' : `${engine.threads} threads`;
  return [
    engine.step === 'traced' ? 'traced' : 'kernel by kernel',
    engine.xla ? 'XLA' : null,
    engine.precision === 'mixed_bfloat16' ? 'mixed bfloat16' : null,
    threads !== null && engine.device.split(', ').includes(threads) ? null : threads,
  ]
    .filter((word) => word !== null)
    .join(', ');
}
