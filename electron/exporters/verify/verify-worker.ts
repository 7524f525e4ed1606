import { readFileSync } from 'node:fs';
import path from 'node:path';
import { runInThisContext } from 'node:vm';
import { parentPort, workerData } from 'node:worker_threads';
import type * as Tf from '@tensorflow/tfjs';
import type { PageData, PageTensor } from '../page/page-data';
import type { loadPageModel } from '../page/page-model';
import type { VerifyAnswer, VerifyJob } from './verify-job';

/** Samples predicted at once. */
const CHUNK = 10;

/** What the scripts that are run here leave behind, as they would in a page. */
interface Scope {
  tf: typeof Tf;
  studioPageModel?: typeof loadPageModel;
}
const scope = globalThis as unknown as Scope;
// A thread that runs text has these as globals. Without them the scripts leave their names behind as in a page.
Object.assign(scope, { module: undefined, exports: undefined });

type Predict = (feeds: VerifyJob['feeds']) => Promise<readonly PageTensor[]>;

/** A TF.js model as a stranger loads it: stock TF.js, `layers.js`, `model.json` and the files that it names. */
async function openTfjs(job: VerifyJob, folder: string): Promise<Predict> {
  runInThisContext(job.tf, { filename: 'tf.js' });
  const { tf } = scope;
  await tf.setBackend('cpu');
  runInThisContext(readFileSync(path.join(folder, 'layers.js'), 'utf8'), { filename: 'layers.js' });
  const { modelTopology, weightsManifest } = JSON.parse(readFileSync(path.join(folder, 'model.json'), 'utf8')) as Tf.io.ModelJSON;
  const parts = weightsManifest.flatMap((group) => group.paths).map((name) => readFileSync(path.join(folder, name)));
  const bytes = Uint8Array.from(Buffer.concat(parts));
  const weightSpecs = weightsManifest.flatMap((group) => group.weights);
  const model = await tf.loadLayersModel(tf.io.fromMemory({ modelTopology, weightSpecs, weightData: bytes.buffer }));
  return async (feeds) =>
    tf.tidy(() => {
      const inputs = model.inputNames.map((name) => toTensor(tf, feeds[name]));
      const result = model.predict(inputs.length === 1 && inputs[0] ? inputs[0] : inputs);
      return (Array.isArray(result) ? result : [result]).map((t) => ({ shape: t.shape, data: Float32Array.from(t.dataSync()) }));
    });
}

function toTensor(tf: typeof Tf, feed: PageTensor | undefined): Tf.Tensor {
  if (!feed) throw new Error('the model asks for an input that the plan does not have');
  return tf.tensor(feed.data, [...feed.shape], feed.data instanceof Int32Array ? 'int32' : 'float32');
}

/** The page's own scripts, run in their order, without a document. */
async function openPage(file: string): Promise<Predict> {
  const html = readFileSync(file, 'utf8');
  let data: PageData | null = null;
  for (const [, attributes = '', body = ''] of html.matchAll(/<script([^>]*)>([\s\S]*?)<\/script>/g)) {
    if (attributes.includes('application/json')) data = JSON.parse(body) as PageData;
    else runInThisContext(body, { filename: 'page.html' });
  }
  const load = scope.studioPageModel;
  if (!data || !load) throw new Error('the page holds no model');
  const model = await load(scope.tf, data);
  return (feeds) => model.predict(feeds);
}

async function verify(job: VerifyJob): Promise<VerifyAnswer> {
  const predict = job.what.kind === 'tfjs' ? await openTfjs(job, job.what.folder) : await openPage(job.what.file);
  const chunks: (readonly PageTensor[])[] = [];
  const until = Date.now() + job.seconds * 1000;
  let done = 0;
  while (done < job.samples && (done === 0 || Date.now() < until)) {
    const next = Math.min(job.samples, done + CHUNK);
    chunks.push(await predict(Object.fromEntries(Object.entries(job.feeds).map(([node, feed]) => [node, rows(feed, done, next)]))));
    done = next;
  }
  const [first = []] = chunks;
  const outputs = first.map((output, at) => {
    const data = chunks.flatMap((chunk) => [...(chunk[at]?.data ?? [])]);
    return { shape: [done, ...output.shape.slice(1)], data: Float32Array.from(data) };
  });
  return { ok: true, samples: done, outputs };
}

function rows({ shape, data }: PageTensor, from: number, to: number): PageTensor {
  const size = shape.slice(1).reduce((product, dim) => product * dim, 1);
  return { shape: [to - from, ...shape.slice(1)], data: data.slice(from * size, to * size) };
}

verify(workerData as VerifyJob)
  .catch((error: unknown): VerifyAnswer => ({ ok: false, message: String(error) }))
  .then((answer) => parentPort?.postMessage(answer));
