import sharp from 'sharp';
import { StudioError } from '../../../shared/studio-error';
import type { Picture, PictureSize } from '../dataset';
import { type ImageHeader, readImageHeader } from './image-header';
import { readBmp } from './read-bmp';
import { readPgm } from './read-pgm';

/** More pixels are refused before anything is decoded. */
export const PIXEL_LIMIT = 64_000_000;
/** A picture comes shrunk only where it stays this many times larger than needed on both sides. */
export const SHRINK_MARGIN = 4;

/**
 * Decodes a picture: turned as its EXIF says, laid on black where it is transparent, 8 bit, gray or RGB.
 * The work is done in libvips's threads; BMP and PGM, which libvips leaves out, are read here.
 */
export async function decodeImage(bytes: Buffer, name: string, need?: PictureSize): Promise<Picture> {
  const header = readImageHeader(bytes);
  if (!header) throw notAnImage(name);
  refuseHuge(header, name);
  if (header.format === 'bmp') return readBmp(bytes, name);
  if (header.format === 'pgm') return readPgm(bytes, name);
  try {
    let pipeline = sharp(bytes, { limitInputPixels: PIXEL_LIMIT, failOn: 'error' }).autoOrient().flatten({ background: '#000' });
    if (
      need &&
      Math.min(header.width / need.width, header.height / need.height, header.width / need.height, header.height / need.width) >
        2 * SHRINK_MARGIN
    ) {
      const side = SHRINK_MARGIN * Math.max(need.width, need.height);
      pipeline = pipeline.resize({ width: side, height: side, fit: 'outside', kernel: 'linear' });
    }
    const { data, info } = await pipeline
      .toColourspace(header.gray === true ? 'b-w' : 'srgb')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    const { channels } = info;
    if (channels !== 1 && channels !== 3) throw new Error(`${channels} channels`);
    return { kind: 'image', width: info.width, height: info.height, channels, pixels: data };
  } catch (error) {
    throw damaged(name, header, error instanceof Error ? error.message : String(error));
  }
}

export function notAnImage(name: string): StudioError {
  return new StudioError(`${name} is not a picture.`, {
    expected: 'PNG, JPEG, BMP, GIF, WebP or PGM',
    received: 'other content',
    advice: 'Remove the file or convert it.',
  });
}

export function refuseHuge({ width, height }: PictureSize, name: string): void {
  if (width * height <= PIXEL_LIMIT && width > 0 && height > 0) return;
  throw new StudioError(`${name} is ${width * height === 0 ? 'empty' : 'too large'}.`, {
    expected: `up to ${PIXEL_LIMIT / 1e6} megapixels`,
    received: `${width} × ${height}`,
    advice: 'Scale the picture down first.',
  });
}

export function damaged(name: string, { format }: Pick<ImageHeader, 'format'>, reason: string): StudioError {
  return new StudioError(`${name} is damaged.`, {
    expected: `a whole ${format.toUpperCase()} file`,
    received: reason.split('\n')[0] ?? reason,
    advice: 'Copy the file anew, or remove it.',
  });
}
