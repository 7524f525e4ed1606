import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { type ProjectReading, readProject } from '../../shared/project/read-project';
import { MAX_JSON_BYTES } from '../../shared/project/safe-json';
import { StudioError } from '../../shared/studio-error';
import { diskError } from './../files/disk-error';

/** Reads a project that was named on the command line. @throws StudioError */
export async function readProjectFile(given: string): Promise<ProjectReading & { readonly file: string }> {
  const file = path.resolve(given);
  let text: string;
  try {
    const { size } = await stat(file);
    if (size > MAX_JSON_BYTES)
      throw new StudioError('This project is too large.', { expected: '50 MB', received: `${Math.round(size / 1e6)} MB` });
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw diskError(error, file, `read ${given}`);
  }
  return { ...readProject(text), file };
}
