import type { ServerResponse } from 'node:http';
import { readWindowFile } from '../window-files';

/** Serves one file of the built window. False: there is none of that name. */
export async function serveFile(root: string, pathname: string, nonce: string, response: ServerResponse): Promise<boolean> {
  const found = await readWindowFile(root, pathname, nonce);
  if (!found) return false;
  response.writeHead(200, { 'Content-Type': found.type, 'Content-Length': found.body.length }).end(found.body);
  return true;
}
