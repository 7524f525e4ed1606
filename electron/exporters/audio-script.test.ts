import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { audioSource } from '../../shared/codegen/python/feeds/audio';
import type { FeedPlanOf } from '../../shared/graph/feed';
import { fitSound } from '../data/audio/fit-sound';
import { readWav } from '../data/audio/read-wav';
import { wavOf } from '../data/audio/wav.test-data';
import { pythonCommand } from './python-run';

const hasNumpy = ((): boolean => {
  try {
    execFileSync(pythonCommand(), ['-c', 'import numpy'], { stdio: 'ignore', timeout: 60_000 });
    return true;
  } catch {
    return false;
  }
})();

const folder = mkdtempSync(path.join(os.tmpdir(), 'wav-script-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const tone = (length: number, step: number): number[] =>
  Array.from({ length }, (_, i) => 0.7 * Math.sin(i * step) + 0.1 * Math.cos(i * 1.7));

/** Files of every coding, some of another rate, one with a chunk before its samples. */
const FILES = {
  'a.wav': wavOf([tone(900, 0.3)], { bits: 8, coding: 'integer', rate: 8000 }),
  'b.wav': wavOf([tone(900, 0.3), tone(900, 0.2)], { bits: 16, coding: 'integer', rate: 8000, before: 'LIST' }),
  'c.wav': wavOf([tone(300, 0.3)], { bits: 24, coding: 'integer', rate: 11_025 }),
  'd.wav': wavOf([tone(5000, 0.1)], { bits: 32, coding: 'integer', rate: 44_100, extended: true }),
  'e.wav': wavOf([tone(2500, 0.1)], { bits: 32, coding: 'float', rate: 16_000 }),
  'f.wav': wavOf([tone(100, 0.1)], { bits: 64, coding: 'float', rate: 6000, length: 0xffffffff }),
};

describe('the script reads WAV files as the application does', () => {
  it.skipIf(!hasNumpy).each(['start', 'center'] as const)('from the %s', (align) => {
    const plan: FeedPlanOf<'audio'> = { kind: 'audio', node: 'sound', source: 'audio', rate: 8000, samples: 700, align };
    const { source, helpers = [] } = audioSource(plan);
    for (const [name, bytes] of Object.entries(FILES)) writeFileSync(path.join(folder, name), bytes);
    const script = `import json, math, pathlib, struct, sys
import numpy as np
${[...helpers, source].join('\n\n\n')}
print(json.dumps(encode_sound(sys.argv[1:]).tolist()))`;
    const said = execFileSync(pythonCommand(), ['-c', script, ...Object.keys(FILES)], { cwd: folder, encoding: 'utf8' });
    const rows = JSON.parse(said) as number[][];
    Object.entries(FILES).forEach(([name, bytes], at) => {
      const ours = fitSound(readWav(bytes, name), plan);
      const apart = Math.max(...Array.from(ours, (value, i) => Math.abs(value - (rows[at]?.[i] ?? 9))));
      expect(apart, name).toBeLessThan(1e-5);
      expect(Math.max(...ours), name).toBeGreaterThan(0.1);
    });
  });
});
