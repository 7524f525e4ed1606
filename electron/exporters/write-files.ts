import { mkdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { StudioError } from '../../shared/studio-error';

/** A file of an export: its name below the export's folder. */
export interface ExportFile {
  readonly name: string;
  readonly content: string | Uint8Array;
}

/** Writes the files of an export into a folder, which is made where it is missing. Returns them, absolute. */
export async function writeFiles(folder: string, files: readonly ExportFile[]): Promise<string[]> {
  const there = await stat(folder).catch(() => null);
  if (there && !there.isDirectory()) {
    throw new StudioError(`${folder} is a file.`, {
      expected: 'a folder for the export',
      received: 'a file',
      advice: 'Choose another name.',
    });
  }
  try {
    await mkdir(folder, { recursive: true });
    const written: string[] = [];
    for (const { name, content } of files) {
      const file = path.join(folder, name);
      await writeFile(file, content);
      written.push(file);
    }
    return written;
  } catch (error) {
    throw notWritten(folder, error);
  }
}

/** A disk that is full, a folder that may not be written: in words for people. */
export function notWritten(folder: string, error: unknown): StudioError {
  return new StudioError(`The export could not be written to ${folder}.`, {
    expected: 'a folder with room that can be written',
    received: error instanceof Error ? error.message : String(error),
    advice: 'Choose another folder, or make room.',
  });
}
