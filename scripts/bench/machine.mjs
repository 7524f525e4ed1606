import os from 'node:os';

/** The machine and what runs on it, in words. */
export function machine(threads) {
  const [cpu] = os.cpus();
  const memory = `${Math.round(os.totalmem() / 2 ** 30)} GB`;
  return `${cpu?.model ?? 'unknown'}, ${threads} threads, ${memory}, ${os.platform()} ${os.arch()}, Node ${process.version}`;
}

/** Today, as sections and plots name it. */
export const today = () => new Date().toISOString().slice(0, 10);
