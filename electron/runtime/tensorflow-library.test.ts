import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { StudioError } from '../../shared/studio-error';
import { takeLock } from '../files/lock';
import { cacheFolder } from './binding-path';
import { type InstallState, TensorflowLibrary } from './tensorflow-library';
import { wheelOfThisMachine } from './wheel';

// The real installation is tried by `npm test`'s set-up; here is what happens when it cannot be made.

let home: string;
let library: TensorflowLibrary;
let heard: InstallState[];

beforeEach(() => {
  home = mkdtempSync(path.join(os.tmpdir(), 'library-'));
  for (const name of ['XDG_CACHE_HOME', 'LOCALAPPDATA', 'HOME']) vi.stubEnv(name, home);
  // No programs: neither Python nor a compiler.
  vi.stubEnv('PATH', home);
  vi.stubEnv('PYTHON', '');
  vi.stubEnv('CXX', '');
  heard = [];
  library = new TensorflowLibrary({ app: path.resolve('.') });
  library.onChange((state) => heard.push(state));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true, force: true });
});

describe.skipIf(!wheelOfThisMachine())('TensorflowLibrary', () => {
  it('names what would be fetched before anything is', () => {
    const state = library.state();
    expect(state).toMatchObject({ state: 'missing', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(state.state === 'missing' && state.bytes).toBeGreaterThan(2e8);
    expect(state.state === 'missing' && state.source).toContain('2.21.0');
  });

  it('says what is missing and the command that mends it', async () => {
    await expect(library.install()).rejects.toThrow(StudioError);
    const state = library.state();
    expect(state).toMatchObject({ state: 'failed', message: expect.stringContaining('Python 3 with pip') });
    expect(state.state === 'failed' && state.message).toContain('Run: ');
    expect(heard[0]).toMatchObject({ state: 'installing' });
    expect(heard.at(-1)).toEqual(state);
    const fixes = await library.fixes();
    expect(fixes[0]).toContain('python3');
  });

  it('tries once for all who ask at the same time', async () => {
    const [first, second] = [library.install(), library.install()];
    expect(second).toBe(first);
    await expect(first).rejects.toThrow(StudioError);
  });

  it('waits while another process installs', async () => {
    const other = await takeLock(path.join(cacheFolder(), 'install.lock'), 'another one');
    if (!other.ok) throw new Error('the lock is taken already');
    const installing = library.install().catch((error: unknown) => error);
    await vi.waitFor(() => expect(heard.at(-1)).toMatchObject({ part: 'Another Attention Studio is installing TensorFlow' }));
    await other.lock.release();
    expect(await installing).toBeInstanceOf(StudioError);
  });

  it('says so where the cache folder cannot be made', async () => {
    vi.stubEnv('XDG_CACHE_HOME', path.resolve('package.json'));
    vi.stubEnv('LOCALAPPDATA', path.resolve('package.json'));
    vi.stubEnv('HOME', path.resolve('package.json'));
    await expect(library.install()).rejects.toThrow(StudioError);
  });
});
