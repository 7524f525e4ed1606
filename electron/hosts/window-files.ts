import { readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';

const TYPES: { readonly [extension: string]: string } = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.ico': 'image/x-icon',
};

/** The placeholder in `index.html`. */
const NONCE = '__CSP_NONCE__';

/**
 * One file of the built window, as every host serves it; null: there is none of that name.
 *
 * @param root `dist/renderer`
 * @param pathname of the address, still encoded
 * @param nonce of the content security policy, put into the page
 */
export async function readWindowFile(root: string, pathname: string, nonce: string): Promise<{ type: string; body: Buffer } | null> {
  let decoded: string;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  if (decoded.includes('\0') || decoded.includes('\\')) return null;
  const file = path.join(root, decoded === '/' ? 'index.html' : decoded);
  const type = TYPES[path.extname(file)];
  if (!type) return null;
  try {
    // Links could lead out of the folder: compare where it really lies.
    const [real, realRoot] = [await realpath(file), await realpath(root)];
    if (!real.startsWith(realRoot + path.sep) || !(await stat(real)).isFile()) return null;
    const body = await readFile(real);
    return { type, body: path.extname(real) === '.html' ? Buffer.from(body.toString('utf8').replaceAll(NONCE, nonce)) : body };
  } catch {
    return null;
  }
}
