import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { OwnPart } from '../../../shared/run';
import type { Picture } from '../dataset';
import { decodeImage } from '../image/decode-image';
import { fitImage } from '../image/fit-image';
import { imageContent } from '../image/image-content';
import { defineOwn, mismatch } from './define-own';
import { refuseLarge } from './own-file';

const LARGEST_FILE = 256 * 2 ** 20;

/** A drawing, or a file of a picture. */
export const ownImage = defineOwn('image', {
  read: async (given) => {
    const part = await picture(given);
    const { width, height } = part;
    return { part, content: { ...(await imageContent(part)), natural: { width, height } } };
  },
  seen: (plan, _state, part) => {
    const { width, height, channels } = plan;
    return imageContent({ kind: 'image', width, height, channels, pixels: fitImage(part, plan) });
  },
});

async function picture(given: OwnPart): Promise<Picture> {
  if (given.kind === 'image') return decodeImage(Buffer.from(given.png, 'base64'), 'The picture');
  if (given.kind !== 'file') throw mismatch('a picture', given);
  await refuseLarge(given.path, LARGEST_FILE);
  return decodeImage(await readFile(given.path), basename(given.path));
}
