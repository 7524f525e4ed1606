import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { errorCode } from '../../files/disk-error';
import { refuse } from './refuse';

const MOST_BYTES = 4_000_000_000;
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** A name that is safe on every system, or null. Folders in it are not followed: only the last part counts. */
export function safeName(encoded: string): string | null {
  let name: string;
  try {
    name = decodeURIComponent(encoded);
  } catch {
    return null;
  }
  const last = name.split(/[/\\]/).at(-1) ?? '';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
  const clean = last.replace(/[\u0000-\u001f<>:"|?*]/g, '_').replace(/^\.+|[. ]+$/g, '');
  if (clean === '' || RESERVED.test(clean)) return null;
  return clean.slice(-150);
}

class TooLarge extends Error {}

function atMost(bytes: number): Transform {
  let seen = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length;
      if (seen > bytes) done(new TooLarge());
      else done(null, chunk);
    },
  });
}

/** Streams a dropped file into a folder of its own; answers `{ "path" }`. */
export async function receiveUpload(
  request: IncomingMessage,
  response: ServerResponse,
  uploads: string,
  encoded: string,
  most = MOST_BYTES,
) {
  const fail = (status: number, message: string) => refuse(request, response, status, 'application/json', JSON.stringify({ message }));
  const name = safeName(encoded);
  if (name === null) return fail(400, 'A file of this name cannot be stored.');
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > most) return fail(413, `The file is larger than ${most / 1e9} GB. Choose it by its path instead.`);
  const folder = path.join(uploads, randomUUID());
  const file = path.join(folder, name);
  try {
    await mkdir(folder, { recursive: true });
    await pipeline(request, atMost(most), createWriteStream(file, { flags: 'wx', mode: 0o600 }));
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify({ path: file }));
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    if (response.destroyed) return;
    if (error instanceof TooLarge) fail(413, `The file is larger than ${most / 1e9} GB. Choose it by its path instead.`);
    else if (errorCode(error) === 'ENOSPC') fail(507, 'The disk is full.');
    else fail(500, 'The file could not be stored.');
  }
}
