import { createReadStream } from 'node:fs';
import { readFile, realpath, stat } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
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

/** Serves one file of the built window. False: there is none of that name. */
export async function serveFile(root: string, pathname: string, nonce: string, response: ServerResponse): Promise<boolean> {
  let decoded: string;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    return false;
  }
  if (decoded.includes('\0') || decoded.includes('\\')) return false;
  const file = path.join(root, decoded === '/' ? 'index.html' : decoded);
  const type = TYPES[path.extname(file)];
  if (!type) return false;
  try {
    // Links could lead out of the folder: compare where it really lies.
    const [real, realRoot] = [await realpath(file), await realpath(root)];
    if (!real.startsWith(realRoot + path.sep)) return false;
    const info = await stat(real);
    if (!info.isFile()) return false;
    if (path.extname(real) === '.html') {
      const page = Buffer.from((await readFile(real, 'utf8')).replaceAll(NONCE, nonce));
      response.writeHead(200, { 'Content-Type': type, 'Content-Length': page.length }).end(page);
      return true;
    }
    response.writeHead(200, { 'Content-Type': type, 'Content-Length': info.size });
    createReadStream(real)
      .on('error', () => response.destroy())
      .pipe(response);
    return true;
  } catch {
    return false;
  }
}
