import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BINDING, damageOf, TENSORFLOW_VERSION } from './binding-path';

let folder: string;
const stamp = (tensorflow: string) => {
  const files = { [BINDING.split(path.sep).join('/')]: { bytes: 3, sha256: 'x' } };
  writeFileSync(path.join(folder, 'stamp.json'), JSON.stringify({ format: 1, tensorflow, files }));
};

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'binding-'));
  mkdirSync(path.join(folder, path.dirname(BINDING)), { recursive: true });
  writeFileSync(path.join(folder, BINDING), 'abc');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('damageOf', () => {
  it('finds a whole installation whole', () => {
    stamp(TENSORFLOW_VERSION);
    expect(damageOf(folder)).toBeNull();
  });

  it('takes none without a stamp, with a torn one, or of another version', () => {
    expect(damageOf(folder)).toContain('stamp');
    writeFileSync(path.join(folder, 'stamp.json'), '{"format":1,');
    expect(damageOf(folder)).toContain('stamp');
    stamp('2.9.1');
    expect(damageOf(folder)).toContain('stamp');
  });

  it('names a file that changed or is missing', () => {
    stamp(TENSORFLOW_VERSION);
    appendFileSync(path.join(folder, BINDING), 'd');
    expect(damageOf(folder)).toBe('lib/napi-v8/tfjs_binding.node has changed');
    rmSync(path.join(folder, BINDING));
    expect(damageOf(folder)).toBe('lib/napi-v8/tfjs_binding.node is missing');
  });
});
