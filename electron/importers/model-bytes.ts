import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { StudioError } from '../../shared/studio-error';
import { cannotRead } from '../data/cannot-read';
import type { ReadJob } from './thread/protocol';

/** HDF5's reader has no more memory; the largest of Keras's applications has 1.4 GB. */
const MOST_BYTES = 2_000_000_000;

const HDF5 = Buffer.from('\x89HDF\r\n\x1a\n', 'latin1');
const ZIP = Buffer.from('PK\x03\x04', 'latin1');

export interface ModelBytes extends Omit<ReadJob, 'wanted'> {
  readonly sha256: string;
}

/** The file as it lies there, and what it is by its first bytes. Rejects with a StudioError. */
export async function modelBytes(file: string): Promise<ModelBytes> {
  let bytes: Buffer;
  try {
    const info = await stat(file);
    if (!info.isFile()) throw notAModel(file, info.isDirectory() ? 'a folder' : 'no file');
    if (info.size > MOST_BYTES) {
      throw new StudioError(`${path.basename(file)} is too large to be read as a saved model.`, {
        expected: `at most ${MOST_BYTES / 1e9} GB`,
        received: `${(info.size / 1e9).toFixed(1)} GB`,
      });
    }
    bytes = await readFile(file);
  } catch (error) {
    throw cannotRead(error, file, 'the saved model');
  }
  const starts = (magic: Buffer): boolean => bytes.subarray(0, magic.length).equals(magic);
  const container = starts(HDF5) ? 'hdf5' : starts(ZIP) ? 'zip' : null;
  if (container === null) throw notAModel(file, bytes.length === 0 ? 'an empty file' : 'a file of another kind');
  return { container, bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}

export function notAModel(file: string, received: string): StudioError {
  return new StudioError(`${path.basename(file)} is no saved model.`, {
    expected: 'a .keras or .h5 file of Keras, the model.json of a TensorFlow.js model, or the run.json of a run',
    received,
    advice: 'Save the model with Keras: model.save("model.keras").',
  });
}

/** Refuses a file that is another than the one the graph was drawn with. */
export function mustBeSame(file: string, expected: string | null, sha256: string): void {
  if (expected === null || expected === sha256) return;
  throw new StudioError(`${path.basename(file)} has changed since it was chosen.`, {
    expected: `the file that was read then (SHA-256 ${expected.slice(0, 12)}…)`,
    received: `another one (${sha256.slice(0, 12)}…) at ${file}`,
    advice: 'Choose it again in the inspector of its node, then train.',
  });
}
