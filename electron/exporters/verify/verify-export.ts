import { Worker } from 'node:worker_threads';
import { compareOutputs } from '../compare-outputs';
import { readAsset } from '../export-assets';
import type { Comparison } from '../exporter';
import type { TrainedModel } from '../trained-model';
import type { VerifyAnswer, VerifyJob } from './verify-job';

/** Plenty for a hundred samples of a small model in plain JavaScript; a large one is compared on fewer. */
const SECONDS = 60;

/**
 * Loads an export in a thread of its own that holds stock TF.js, its JavaScript CPU backend and the exported
 * files. A thread, because a process is not to be had everywhere: packaged Electron runs without RunAsNode. It
 * shares no module, tensor or registered layer with the trainer (docs/decisions/export-verification.md). The
 * source is handed over as text, for threads cannot start from within an asar archive.
 */
export async function verifyExport(model: TrainedModel, what: VerifyJob['what']): Promise<Comparison> {
  const [source, tf] = await Promise.all([readAsset('verify.cjs'), readAsset('tf.js')]);
  const job: VerifyJob = { tf, what, samples: model.heldOut.batch.size, feeds: model.heldOut.batch.feeds, seconds: SECONDS };
  const answer = await new Promise<VerifyAnswer>((resolve, reject) => {
    // Its words (TF.js greets) are no one's to read.
    const worker = new Worker(source, { eval: true, workerData: job, env: {}, execArgv: [], stdout: true, stderr: true });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the verification thread ended with ${code}`)));
  });
  if (!answer.ok) throw new Error(`the export cannot be loaded by stock TF.js: ${answer.message}`);
  return { samples: answer.samples, ...compareOutputs(model, answer.outputs), note: null };
}
