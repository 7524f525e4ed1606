import path from 'node:path';
import { StudioError } from '../../shared/studio-error';
import { diskError, errorCode } from '../files/disk-error';

/** What to say of a file that a node names and that cannot be read. `what`: `the tokenizer`. */
export function cannotRead(error: unknown, file: string, what: string): StudioError {
  if (errorCode(error) !== 'ENOENT') return diskError(error, file, `read ${what} ${file}`);
  return new StudioError(`${path.basename(file)} is not there.`, {
    expected: `${what} at ${file}`,
    received: 'no such file',
    advice: `It was in ${path.dirname(file)}, and may have been moved or renamed.`,
  });
}
