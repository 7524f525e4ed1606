import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/**
 * Bytes of memory that this process keeps once everything unreachable is collected: the least of a few looks, because
 * freed pages go back to the system a little later.
 */
export async function residentBytes(): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 5; i++) {
    collect();
    await new Promise((done) => setTimeout(done, 20));
    least = Math.min(least, process.memoryUsage.rss());
  }
  return least;
}

/**
 * What may come on top without being a leak: malloc's arenas, one a thread of TensorFlow's, fill up in steps of
 * megabytes, and the share of a process of some 500 MB that is shared code pages read for the first time.
 */
export const allowedGrowth = (bytes: number): number => 0.02 * bytes + 8e6;

/** Says it in `npm run soak`, whose figures people read. */
export function tellGrowth(what: string, before: number, after: number): void {
  if (process.env.SOAK_STEPS) console.info(`${what}: ${((after - before) / 1e6).toFixed(1)} MB on top of ${(before / 1e6).toFixed(0)} MB`);
}
