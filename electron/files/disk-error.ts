import { existsSync } from 'node:fs';
import path from 'node:path';
import { StudioError } from '../../shared/studio-error';

/** The code of an operating system's error: `ENOENT`; null for anything else that was thrown. */
export function errorCode(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}

/** What a failed access to a file means to a person. `doing` completes “Cannot …”: `save digits.attention.json`. */
export function diskError(error: unknown, file: string, doing: string): StudioError {
  if (error instanceof StudioError) return error;
  const folder = path.dirname(file);
  switch (errorCode(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new StudioError(`Cannot ${doing}: the disk is full.`, {
        expected: `free space in ${folder}`,
        received: 'none left',
        advice: 'Free some space, or save somewhere else. Nothing that was on the disk has changed.',
      });
    case 'EACCES':
    case 'EPERM':
      return new StudioError(`Cannot ${doing}: no permission for ${folder}.`, {
        expected: 'a folder and file that you may use',
        received: file,
        advice: 'Choose another place, or change the permissions of this one.',
      });
    case 'EROFS':
      return new StudioError(`Cannot ${doing}: ${folder} is on a disk that cannot be written.`, {
        expected: 'a disk that can be written',
        received: file,
        advice: 'Save somewhere else.',
      });
    case 'ENOENT':
      if (!existsSync(folder)) {
        return new StudioError(`Cannot ${doing}: the folder ${folder} is not there.`, {
          expected: 'an existing folder',
          received: folder,
          advice: 'Make it first, or choose another place.',
        });
      }
      return new StudioError(`Cannot ${doing}: ${file} is not there.`, {
        expected: 'an existing file or folder',
        received: file,
        advice: 'It may have been moved or renamed. Choose it again.',
      });
    case 'ENOTDIR':
      return new StudioError(`Cannot ${doing}: a part of ${file} is a file, not a folder.`, { expected: 'a folder', received: file });
    case 'EISDIR':
      return new StudioError(`Cannot ${doing}: ${file} is a folder.`, { expected: 'a file', received: 'a folder' });
    case 'ENAMETOOLONG':
      return new StudioError(`Cannot ${doing}: the name is too long.`, { expected: 'a shorter name', received: path.basename(file) });
    case 'EIO':
      return new StudioError(`Cannot ${doing}: the disk reports an error.`, {
        expected: 'a disk that works',
        received: file,
        advice: 'Save somewhere else, and check this disk.',
      });
    default:
      return new StudioError(`Cannot ${doing}: ${error instanceof Error ? error.message : String(error)}`, { received: file });
  }
}
