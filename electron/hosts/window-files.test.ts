import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readWindowFile } from './window-files';

let folder: string;
let root: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'window-files-'));
  root = path.join(folder, 'renderer');
  mkdirSync(path.join(root, 'assets'), { recursive: true });
  writeFileSync(path.join(root, 'index.html'), '<meta name="csp-nonce" content="__CSP_NONCE__" />');
  writeFileSync(path.join(root, 'assets/a.js'), '"__CSP_NONCE__"');
  writeFileSync(path.join(folder, 'secret.json'), '{}');
  symlinkSync(path.join(folder, 'secret.json'), path.join(root, 'assets/link.json'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('readWindowFile', () => {
  it('puts the nonce into the page and nowhere else', async () => {
    const page = await readWindowFile(root, '/', 'n0nce');
    expect(page).toMatchObject({ type: 'text/html; charset=utf-8' });
    expect(page?.body.toString()).toContain('content="n0nce"');
    expect((await readWindowFile(root, '/assets/a.js', 'n0nce'))?.body.toString()).toBe('"__CSP_NONCE__"');
  });

  it.each([
    '/../secret.json',
    '/%2e%2e/secret.json',
    '/..%2fsecret.json',
    '/assets/link.json',
    '/assets',
    '/a\0.js',
    '/%',
    '/nothing.js',
    '/..\\secret.json',
  ])('finds nothing at %j', async (pathname) => {
    expect(await readWindowFile(root, pathname, 'n')).toBeNull();
  });
});
