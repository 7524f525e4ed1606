import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Steps before the time counts. */
const WARM = 20;
/** Milliseconds: never, in words that a message can carry. */
export const NEVER = 1e12;

const stepsIn = (folder) => readFileSync(path.join(folder, 'metrics.jsonl'), 'utf8').match(/^\{"step"/gm)?.length ?? 0;

/** A run like `trained`, computed the same way, from its first step and without an end. */
function anew(trained, folder) {
  mkdirSync(folder);
  const run = JSON.parse(readFileSync(path.join(trained, 'run.json'), 'utf8'));
  writeFileSync(
    path.join(folder, 'run.json'),
    JSON.stringify({ ...run, state: 'queued', evaluation: null, training: { ...run.training, epochs: 100_000, early_stopping: null } }),
  );
}

/** Stands still: hears no message, as a core whose window froze. */
const freeze = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

/**
 * Trains in the application's own worker for a while; what it does is read from the folder, since a frozen core hears
 * of nothing.
 *
 * @param trained the folder of a run that decided how it computes
 * @returns steps a second
 */
export async function trainFor({ worker, trained, dataPath, folder, seconds, frozen = false, checkpointEvery }) {
  anew(trained, folder);
  const child = fork(worker, [], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3' } });
  const exit = once(child, 'exit');
  let warm = () => {};
  let ended = () => {};
  const [warmed, end] = [new Promise((resolve) => (warm = resolve)), new Promise((resolve) => (ended = resolve))];
  child.on('message', (message) => {
    if (message.type === 'report') {
      child.send({ id: 0, request: { type: 'heard' } });
      const { report } = message;
      const last = report.type === 'steps' ? report.points.at(-1).step : 0;
      if (last > WARM) warm({ step: last, at: performance.now() });
    } else if (message.id === 1) ended(message);
  });
  child.send({ id: 1, request: { type: 'train', runDir: folder, dataPath, checkpointEvery } });
  const from = await Promise.race([warmed, end]);
  if (from.step === undefined) throw new Error(`training ended at once: ${JSON.stringify(from)}`);
  if (frozen) freeze(seconds * 1000);
  else await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  const took = performance.now() - from.at;
  child.send({ id: 2, request: { type: 'pause' } });
  const { answer } = await end;
  if (answer?.type !== 'paused') throw new Error(`training ended as ${JSON.stringify(answer)}`);
  child.disconnect();
  await exit;
  return ((stepsIn(folder) - from.step) * 1000) / took;
}
