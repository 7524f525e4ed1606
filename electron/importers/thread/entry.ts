import { parentPort, workerData } from 'node:worker_threads';
import type { FoundInFile, ReadJob, ThreadAnswer } from './protocol';
import { lookIntoHdf5, readFromHdf5 } from './read-hdf5';
import { Refused } from './refused';
import { unzipKeras } from './unzip-keras';

// Bundled to dist/electron/read-model.cjs. A thread of its own, because a hostile file can make HDF5 run for ever or
// fall over: it is ended from outside, and nothing else ends with it.

async function look({ container, bytes }: ReadJob): Promise<FoundInFile> {
  if (container === 'hdf5') return lookIntoHdf5(bytes);
  const { config, weights } = unzipKeras(bytes);
  return { ...(await lookIntoHdf5(weights)), config };
}

async function answer(job: ReadJob): Promise<ThreadAnswer> {
  try {
    if (job.wanted === null) return { type: 'found', found: await look(job) };
    const bytes = job.container === 'hdf5' ? job.bytes : unzipKeras(job.bytes).weights;
    return { type: 'tensors', tensors: await readFromHdf5(bytes, job.wanted) };
  } catch (error) {
    if (error instanceof Refused) return { type: 'refused', message: error.message, expected: error.expected, received: error.received };
    const received = error instanceof Error ? error.message : String(error);
    return { type: 'refused', message: 'The file cannot be read as a saved model.', expected: 'a file that is whole', received };
  }
}

// workerData is what `readInThread` gave.
answer(workerData as ReadJob).then((message) => {
  const transfer = message.type === 'tensors' ? message.tensors.map((tensor) => tensor.buffer as ArrayBuffer) : [];
  parentPort?.postMessage(message, transfer);
});
