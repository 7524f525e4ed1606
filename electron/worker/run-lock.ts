import path from 'node:path';
import { StudioError } from '../../shared/studio-error';
import { type Lock, takeLock } from '../files/lock';

/** A worker whose window was killed takes up to ten seconds to write its checkpoint and end. */
const PATIENCE_MS = 12_000;

/**
 * Keeps two processes from training one run: a window and the command line, or a worker that outlived its
 * window and the one that resumes its run.
 *
 * @throws StudioError where another process goes on training it
 */
export async function lockRun(runDir: string, patience = PATIENCE_MS): Promise<Lock> {
  for (let waited = 0; ; waited += 200) {
    const turn = await takeLock(path.join(runDir, 'worker.lock'), 'training');
    if (turn.ok) return turn.lock;
    if (waited >= patience) {
      throw new StudioError(`This run is trained by another process (${turn.pid}).`, {
        advice: 'Wait until it ends, or pause it in the window that started it.',
      });
    }
    await new Promise((done) => setTimeout(done, 200));
  }
}
