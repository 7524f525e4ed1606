import { open } from 'node:fs/promises';
import { cannotRead } from '../data/cannot-read';
import type { Importer } from './importer';
import { kerasH5 } from './keras-h5';
import { kerasZip } from './keras-zip';
import { notAModel } from './model-bytes';
import { run } from './run';
import { tfjs } from './tfjs';

/** The formats of saved models that are read; the first that fits. */
const IMPORTERS: readonly Importer[] = [kerasH5, kerasZip, run, tfjs];

/** The importer of a file. Rejects with a StudioError where it is of no known format. */
export async function importerOf(file: string): Promise<Importer> {
  const first = Buffer.alloc(64);
  let read = 0;
  try {
    const handle = await open(file, 'r');
    try {
      if (!(await handle.stat()).isFile()) throw notAModel(file, 'no file');
      ({ bytesRead: read } = await handle.read(first, 0, first.length, 0));
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw cannotRead(error, file, 'the saved model');
  }
  const begins = first.subarray(0, read);
  const found = IMPORTERS.find((importer) => importer.fits(file, begins));
  if (found) return found;
  throw notAModel(file, read === 0 ? 'an empty file' : 'a file of another kind');
}
