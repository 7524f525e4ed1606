// Draws resources/icons/icon.svg in the sizes that packages want. Run after changing it: node scripts/make-icons.mjs
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

const folder = fileURLToPath(new URL('../resources/icons/', import.meta.url));
for (const size of [16, 32, 48, 64, 128, 256, 512, 1024]) {
  await sharp(path.join(folder, 'icon.svg'), { density: (72 * size) / 512 })
    .resize(size, size)
    .png({ compressionLevel: 9, palette: true })
    .toFile(path.join(folder, `icon-${size}.png`));
}
