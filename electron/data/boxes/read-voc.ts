import { XMLParser } from 'fast-xml-parser';
import { z } from 'zod';
import type { PictureSize } from '../dataset';
import type { NamedBox } from './named-box';

/** What an annotation says of a picture. */
export interface VocAnnotation {
  /** The picture's name; null: it is called as the annotation is. */
  readonly filename: string | null;
  /** That the boxes were drawn on; null: not told. */
  readonly size: PictureSize | null;
  readonly boxes: readonly NamedBox[];
}

// Entities are not expanded: a file cannot grow by what it declares. Values stay words; numbers are read below.
const PARSER = new XMLParser({
  processEntities: false,
  parseTagValue: false,
  ignoreAttributes: true,
  isArray: (name) => name === 'object',
});

const number = z.string().trim().min(1).pipe(z.coerce.number<string>().refine(Number.isFinite));
const corners = z.object({ xmin: number, ymin: number, xmax: number, ymax: number });
const annotation = z.object({
  annotation: z.object({
    filename: z.string().optional(),
    size: z.object({ width: number, height: number }).optional().catch(undefined),
    object: z.array(z.object({ name: z.string(), bndbox: corners })).optional(),
  }),
});

const NAMED: { readonly [entity: string]: string } = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** XML's own five entities and numbered characters; what a file declares stays as it is written. */
function plain(text: string): string {
  return text
    .replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(lt|gt|amp|quot|apos));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
      if (name) return NAMED[name.toLowerCase()] ?? whole;
      const code = decimal ? Number(decimal) : Number.parseInt(hex ?? '', 16);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    })
    .trim();
}

/**
 * Reads an annotation of Pascal VOC. Its corners count pixels from 1, both ends included: `xmin` 1 is the left edge, `xmax` the
 * width the right one.
 *
 * @returns or what is wrong with it, to complete “The annotation …”
 */
export function readVoc(xml: string): VocAnnotation | string {
  let parsed: unknown;
  try {
    parsed = PARSER.parse(xml, true);
  } catch {
    return 'is no XML';
  }
  const read = annotation.safeParse(parsed);
  if (!read.success) {
    const where = read.error.issues[0]?.path.filter((part) => part !== 'annotation').join(' › ');
    return where ? `lacks something at “${where}”` : 'is none of Pascal VOC';
  }
  const { filename, size, object = [] } = read.data.annotation;
  const boxes: NamedBox[] = [];
  for (const { name, bndbox } of object) {
    const label = plain(name);
    if (label === '') return 'has a box without a label';
    const [width, height] = [bndbox.xmax - bndbox.xmin + 1, bndbox.ymax - bndbox.ymin + 1];
    if (bndbox.xmax <= bndbox.xmin || bndbox.ymax <= bndbox.ymin) return 'has a box of no area';
    boxes.push({ label, box: [bndbox.xmin - 1, bndbox.ymin - 1, width, height] });
  }
  return {
    filename: filename === undefined || filename.trim() === '' ? null : plain(filename),
    size: size && size.width > 0 && size.height > 0 ? size : null,
    boxes,
  };
}
