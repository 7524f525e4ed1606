import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { StudioError } from '../../shared/studio-error';
import type { FoundInFile, ReadJob, StoredTensor, ThreadAnswer } from './thread/protocol';

/** A model of 550 MB takes some seconds. */
const LONGEST = 120_000;

/** The thread's bundle, seen from the bundles in `dist/electron` or from this source file. */
function bundle(): string {
  const here = path.dirname(fileURLToPath(import.meta.url));
  const found = [path.join(here, 'read-model.cjs'), path.join(here, '../../dist/electron/read-model.cjs')].find(existsSync);
  if (found) return readFileSync(found, 'utf8');
  throw new StudioError('A part of the application that reads saved models is missing.', {
    expected: 'dist/electron/read-model.cjs',
    received: 'no such file',
    advice: 'Build the application again: npm run build.',
  });
}

const damaged = (file: string, received: string): StudioError =>
  new StudioError(`${path.basename(file)} cannot be read as a saved model.`, {
    expected: 'a file that is whole',
    received,
    advice: 'It may be damaged. Save it again with Keras, or choose another file.',
  });

function run(file: string, job: ReadJob, longest: number): Promise<ThreadAnswer> {
  return new Promise((resolve, reject) => {
    // As text: a packaged application keeps its bundles in an archive, which threads do not look into.
    const thread = new Worker(bundle(), {
      eval: true,
      workerData: job,
      resourceLimits: { maxOldGenerationSizeMb: 1024 },
      stdout: true,
      stderr: true,
    });
    // HDF5 writes what it does not like about a file there.
    thread.stderr.resume();
    thread.stdout.resume();
    const end = (settle: () => void) => {
      clearTimeout(timer);
      settle();
      void thread.terminate();
    };
    const timer = setTimeout(
      () => end(() => reject(damaged(file, `one that was not read in ${Math.round(longest / 1000)} seconds`))),
      longest,
    );
    thread.once('message', (answer: ThreadAnswer) => end(() => resolve(answer)));
    thread.once('error', (error) => end(() => reject(damaged(file, error.message))));
    thread.once('exit', () => end(() => reject(damaged(file, 'one that ended its reader'))));
  });
}

async function asked(file: string, job: ReadJob, longest: number): Promise<Exclude<ThreadAnswer, { type: 'refused' }>> {
  const answer = await run(file, job, longest);
  if (answer.type !== 'refused') return answer;
  throw new StudioError(`${path.basename(file)}: ${answer.message}`, {
    expected: answer.expected,
    received: answer.received,
    advice: 'Choose a model saved by Keras: a .keras or .h5 file.',
  });
}

/**
 * What is in a file of Keras. Reads in a thread that cannot take the application with it: a file that makes HDF5 run for
 * ever is given up. Rejects with a StudioError.
 *
 * @param file for the words of an error
 */
export async function lookInThread(file: string, job: Omit<ReadJob, 'wanted'>, longest = LONGEST): Promise<FoundInFile> {
  const answer = await asked(file, { ...job, wanted: null }, longest);
  if (answer.type !== 'found') throw new Error('the thread answered another question');
  return answer.found;
}

/** Some tensors of a file of Keras, in the order of `wanted`. Rejects with a StudioError. */
export async function tensorsInThread(
  file: string,
  job: Omit<ReadJob, 'wanted'>,
  wanted: readonly StoredTensor[],
  longest = LONGEST,
): Promise<readonly Float32Array[]> {
  const answer = await asked(file, { ...job, wanted }, longest);
  if (answer.type !== 'tensors') throw new Error('the thread answered another question');
  return answer.tensors;
}
