import { existsSync, readFileSync } from 'node:fs';

const STATUS = '/proc/self/status';

/**
 * The most memory that this process has held, in MiB. Linux begins `maxRSS` with what the starting process held when it
 * forked, which may be more than this one ever does; the mark of the address space begins with the program.
 */
export function peakMemory(): number {
  const kib = existsSync(STATUS) ? /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync(STATUS, 'utf8'))?.[1] : undefined;
  return (kib === undefined ? process.resourceUsage().maxRSS : Number(kib)) / 1024;
}
