// What checkpoints and a frozen window cost of the speed of training, through the worker as the application runs it.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { say } from '../set-up.mjs';
import { median } from './median.mjs';
import { NEVER, trainFor } from './train-for.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const dist = (name) => path.join(root, 'dist/electron', name);

/** Per cent of the speed that either may cost. */
const MOST = 2;
/** Checkpoints come every five seconds: a training must see some. */
const LONGER = 3;

const TEMPLATE = 'digits';

/** One way to train against another that should be as fast. */
const COMPARED = [
  { what: 'checkpoints cost', plain: { checkpointEvery: NEVER }, loaded: {} },
  { what: 'a window that stands still costs', plain: {}, loaded: { frozen: true } },
];

/** `loss` of the pairs, in per cent of the plain speed, and whether it is little enough. */
export function judgeOverhead(pairs) {
  const lost = pairs.map(({ plain, loaded }) => 100 * (1 - loaded / plain));
  const loss = median(lost);
  const verdict = loss <= MOST ? 'PASS' : 'MISS';
  const range = `${Math.min(...lost).toFixed(1)} to ${Math.max(...lost).toFixed(1)}`;
  const speed = median(pairs.map(({ plain }) => plain));
  const text = `${loss.toFixed(1)} % of ${speed.toPrecision(3)} steps a second (${pairs.length} pairs, ${range} %): ${verdict}, at most ${MOST} %`;
  return { loss_percent: loss, lost, verdict, text };
}

/** A trained run of a template, whose worker has decided how it computes. */
function trainedRun(scratch, template) {
  const options = {
    env: { ...process.env, ATTENTION_STUDIO_USER_DATA: path.join(scratch, 'user') },
    stdio: ['ignore', 'ignore', 'inherit'],
  };
  const [file, trained] = [path.join(scratch, 'project.attention.json'), path.join(scratch, 'trained')];
  execFileSync(process.execPath, [dist('cli.cjs'), 'new', template, file], options);
  execFileSync(process.execPath, [dist('cli.cjs'), 'train', file, '--out', trained, '--epochs', '1'], options);
  return trained;
}

/** Measures both, `pairs` times, interleaved; every other pair backwards. */
export async function measureOverhead({ pairs, seconds }, tell) {
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'bench-'));
  try {
    const trained = trainedRun(scratch, TEMPLATE);
    const found = COMPARED.map(() => []);
    let runs = 0;
    const speed = (how) =>
      trainFor({
        worker: dist('worker.cjs'),
        trained,
        dataPath: path.join(root, 'resources/data', TEMPLATE),
        folder: path.join(scratch, `run-${runs++}`),
        seconds: seconds * LONGER,
        ...how,
      });
    for (let pair = 0; pair < pairs; pair += 1) {
      for (const [i, { what, plain, loaded }] of COMPARED.entries()) {
        const speeds = {};
        for (const side of pair % 2 ? ['loaded', 'plain'] : ['plain', 'loaded']) {
          speeds[side] = await speed(side === 'plain' ? plain : loaded);
        }
        found[i].push(speeds);
        say(`${what}, pair ${pair + 1} of ${pairs}: ${speeds.plain.toPrecision(4)} and ${speeds.loaded.toPrecision(4)} steps a second`);
      }
    }
    for (const [i, { what }] of COMPARED.entries()) tell({ what, ...judgeOverhead(found[i]) });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
