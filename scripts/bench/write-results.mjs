import { appendFileSync, existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const file = path.join(fileURLToPath(new URL('../..', import.meta.url)), 'docs/results.md');

/** Appends a section to docs/results.md: date, command, machine, load; the table of training, then the rest. */
export function writeResults({ words, threads, load, training, results }) {
  const [cpu] = os.cpus();
  const memory = `${Math.round(os.totalmem() / 2 ** 30)} GB`;
  const machine = `${cpu?.model ?? 'unknown'}, ${threads} threads, ${memory}, ${os.platform()} ${os.arch()}, Node ${process.version}`;
  const head = existsSync(file) ? '' : '# Results\n\nFigures of real runs, newest last. Each names its command and its machine.\n';
  const command = ['npm run bench --', ...words].join(' ');
  const sections = [
    `## ${new Date().toISOString().slice(0, 10)}, \`${command}\``,
    `${machine}; load over the five minutes before ${load}.`,
  ];
  if (training) sections.push(training);
  if (results.length) sections.push(['| what | result |', '|---|---|', ...results.map((r) => `| ${r.what} | ${r.text} |`)].join('\n'));
  appendFileSync(file, `${head}\n${sections.join('\n\n')}\n`);
}
