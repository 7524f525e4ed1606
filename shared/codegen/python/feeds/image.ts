import type { ReaderSettings } from '../../../dataset';
import type { FeedPlanOf } from '../../../graph/feed';
import type { PythonPart } from '../python-part';

/** Pictures as Pillow reads and fits them. */
export function imageSource(feed: FeedPlanOf<'image'>, read: ReaderSettings): PythonPart {
  const { width, height, channels, fit, node } = feed;
  const size = `(${width}, ${height})`;
  const mode = channels === 1 ? '"L"' : '"RGB"';
  const lines = {
    stretch: [`return np.asarray(picture.resize(${size}, Image.BILINEAR), "float32")`],
    crop: [
      `width = max(1, min(picture.width, picture.height * ${width} // ${height}))`,
      `height = max(1, min(picture.height, picture.width * ${height} // ${width}))`,
      'left, top = (picture.width - width) // 2, (picture.height - height) // 2',
      `picture = picture.crop((left, top, left + width, top + height)).resize(${size}, Image.BILINEAR)`,
      'return np.asarray(picture, "float32")',
    ],
    pad: [
      `scale = min(${width} / picture.width, ${height} / picture.height)`,
      'width, height = (max(1, math.floor(side * scale + 0.5)) for side in picture.size)',
      `padded = Image.new(${mode}, ${size})`,
      `padded.paste(picture.resize((width, height), Image.BILINEAR), ((${width} - width) // 2, (${height} - height) // 2))`,
      'return np.asarray(padded, "float32")',
    ],
  }[fit];
  const isIdx = read.reader === 'idx';
  const opened = isIdx
    ? [`picture = Image.fromarray(sample).convert(${mode})`]
    : [
        'picture = ImageOps.exif_transpose(Image.open(sample))',
        'if picture.mode not in ("1", "L", "RGB"):  # what is transparent becomes black',
        '    rgba = picture.convert("RGBA")',
        '    picture = Image.alpha_composite(Image.new("RGBA", rgba.size, (0, 0, 0, 255)), rgba).convert("RGB")',
        `picture = picture.convert(${mode})`,
      ];
  return {
    imports: [isIdx ? 'from PIL import Image' : 'from PIL import Image, ImageOps'],
    source: `def encode_${node}(samples):
    """Pictures of ${height} x ${width} x ${channels}, numbers from 0 to 255."""
    return np.stack([picture_${node}(sample) for sample in samples]).reshape(-1, ${height}, ${width}, ${channels})


def picture_${node}(sample):
    ${[...opened, ...lines].join('\n    ')}`,
  };
}
