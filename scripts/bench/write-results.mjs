import { appendFileSync, existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { machine, today } from './machine.mjs';

const file = path.join(fileURLToPath(new URL('../..', import.meta.url)), 'docs/results.md');

/** Appends a section to docs/results.md: date, command, machine, load; the tables, then the rest. */
export function writeResults({ words, threads, load, tables, results }) {
  const head = existsSync(file) ? '' : '# Results\n\nFigures of real runs, newest last. Each names its command and its machine.\n';
  const command = ['npm run bench --', ...words].join(' ');
  const sections = [`## ${today()}, \`${command}\``, `${machine(threads)}; load over the five minutes before ${load}.`, ...tables];
  if (results.length) sections.push(['| what | result |', '|---|---|', ...results.map((r) => `| ${r.what} | ${r.text} |`)].join('\n'));
  appendFileSync(file, `${head}\n${sections.join('\n\n')}\n`);
}
