import sharp from 'sharp';
import type { PartContent } from '../../../shared/dataset';
import type { Picture } from '../dataset';

/** Longest side shown, in pixels: enough for an attention overlay, small enough for a hundred in a grid. */
const SHOWN = 512;

/** A picture for people: PNG as a data URL, large ones shrunk. */
export async function imageContent(picture: Picture): Promise<Extract<PartContent, { kind: 'image' }>> {
  const { width, height, channels, pixels } = picture;
  const { data, info } = await sharp(pixels, { raw: { width, height, channels } })
    .resize({ width: SHOWN, height: SHOWN, fit: 'inside', withoutEnlargement: true })
    .png()
    .toBuffer({ resolveWithObject: true });
  return { kind: 'image', dataUrl: `data:image/png;base64,${data.toString('base64')}`, width: info.width, height: info.height };
}
