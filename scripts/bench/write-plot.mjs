import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { lengthPlot } from './length-plot.mjs';
import { machine, today } from './machine.mjs';

const name = 'cost-against-length.svg';

/** Writes docs/cost-against-length.svg, in place of an older one; a line of Markdown that shows it in docs/results.md. */
export function writePlot(series, threads) {
  const file = path.join(fileURLToPath(new URL('../..', import.meta.url)), 'docs', name);
  writeFileSync(file, lengthPlot(series, `${machine(threads)}; ${today()}`));
  return `![Time and memory of attention against length, the newest measurement](${name})`;
}
