import { readdir } from 'node:fs/promises';
import { StudioError } from '../../../shared/studio-error';
import type { Dataset, PictureSize } from '../dataset';
import { fingerprint } from '../fingerprint';
import { checkImage } from '../image/check-image';
import { decodeImage } from '../image/decode-image';
import { imageContent } from '../image/image-content';
import type { ImageHeader } from '../image/image-header';
import { pictureFacts } from '../image/picture-facts';
import { onlyOneClass } from '../in-words';
import { mapConcurrently } from '../map-concurrently';
import type { Reader } from '../reader';
import { sortLabels } from '../sort-labels';
import {
  emptyClasses,
  type FoundFile,
  filesOfClass,
  isClass,
  type LeftOutWords,
  leftOutFiles,
  readFound,
  refuseParts,
} from './class-folders';

const AT_ONCE = 32;

const LEFT_OUT: LeftOutWords = {
  'not pictures': ['is not a picture', 'are not pictures'],
  'cut off': ['is cut off', 'are cut off'],
  'too large': ['has more than 64 megapixels', 'have more than 64 megapixels'],
  empty: ['is empty', 'are empty'],
  'not readable': ['cannot be read', 'cannot be read'],
};

/** One folder a class, pictures inside, at any depth. */
export const imageFolderReader: Reader<'image-folder'> = {
  name: 'image-folder',
  modality: 'image',
  async detect(path, isFolder) {
    if (!isFolder) return null;
    const entries = await readdir(path, { withFileTypes: true });
    return entries.some((entry) => isClass(entry)) ? { reader: 'image-folder' } : null;
  },
  async open(path, read): Promise<Dataset> {
    const entries = await readdir(path, { withFileTypes: true });
    const labels = sortLabels(entries.filter((entry) => isClass(entry)).map((entry) => entry.name));
    if (labels.length === 0) {
      throw new StudioError(`${path} holds no folders of pictures.`, {
        expected: 'one folder a class, pictures inside',
        received: entries.length === 0 ? 'an empty folder' : 'files only',
        advice: 'Put the pictures of each class into a folder of its name.',
      });
    }
    await refuseParts(path, labels, 'pictures');
    const files: FoundFile[] = [];
    for (const label of labels) files.push(...(await filesOfClass(path, label)));
    const checks = await mapConcurrently(files, AT_ONCE, (file) => checkImage(file.path, file.size));
    const kept: FoundFile[] = [];
    const headers: ImageHeader[] = [];
    checks.forEach((check, at) => {
      const file = files[at];
      if (!check.ok || !file) return;
      kept.push(file);
      headers.push(check.header);
    });
    const filled = labels.filter((label) => kept.some((file) => file.label === label));
    const refused = files.flatMap(({ name }, at) => {
      const check = checks[at];
      return check && !check.ok ? [{ name, reason: check.reason }] : [];
    });
    const warnings = [...leftOutFiles(refused, LEFT_OUT), ...emptyClasses(labels, filled, 'pictures')];
    if (kept.length === 0) {
      throw new StudioError(`${path} holds no pictures.`, {
        expected: 'PNG, JPEG, BMP, GIF, WebP or PGM files in one folder a class',
        received: warnings[0] ?? 'empty folders',
      });
    }
    if (filled.length === 1) warnings.push(`${onlyOneClass(filled[0])} Each class needs a folder of its own.`);
    const place = new Map(filled.map((label, at) => [label, at]));
    const targets = Float64Array.from(kept, (file) => place.get(file.label) ?? 0);
    const fileAt = (index: number): FoundFile => {
      const file = kept[index];
      if (!file) throw new RangeError(`sample ${index} of ${kept.length}`);
      return file;
    };
    const sample = async (index: number, need?: PictureSize) => {
      const file = fileAt(index);
      return decodeImage(await readFound(file), file.name, need);
    };
    return {
      path,
      read,
      fingerprint: await fingerprint(kept),
      facts: {
        samples: kept.length,
        inputs: { image: pictureFacts(headers) },
        targets: { class: { kind: 'classes', labels: filled } },
      },
      size: kept.length,
      targets: { class: targets },
      columns: null,
      origins: { kind: 'files', files: kept.map((file) => file.name) },
      warnings,
      part: (index, _input, need) => sample(index, need),
      view: async (index, split) => ({
        index,
        split,
        label: fileAt(index).label,
        content: await imageContent(await sample(index, { width: 512, height: 512 })),
      }),
      close: async () => {},
    };
  },
};
