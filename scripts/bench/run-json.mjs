import { spawnSync } from 'node:child_process';

/** Runs a process to its end; its last line of JSON. Throws what it said last where it fails or prints none. */
export function runJson(command, words, options) {
  const { status, signal, stdout, stderr, error } = spawnSync(command, words, { encoding: 'utf8', maxBuffer: 2 ** 28, ...options });
  if (error) throw error;
  const line = stdout
    .trim()
    .split('\n')
    .findLast((one) => one.startsWith('{'));
  if (status === 0 && line) return JSON.parse(line);
  const said = (stderr.trim() || stdout.trim()).split('\n');
  // Node's last line is its version.
  const reason = said.findLast((one) => /error/i.test(one)) ?? said.at(-1);
  throw new Error(`ended with ${status ?? signal}: ${reason.slice(0, 300)}`);
}
