import fs from 'node:fs/promises';
import { type MetricsLine, metricsLine } from '../worker/metrics-file';

/** `metrics.jsonl` while it grows. Lines are kept back and written together, at the latest with the next checkpoint. */
export class MetricsLog {
  readonly #handle: fs.FileHandle;
  #offset: number;
  #waiting = '';

  private constructor(handle: fs.FileHandle, offset: number) {
    this.#handle = handle;
    this.#offset = offset;
  }

  /** Opens the file and cuts what was written beyond `offset`: steps that will be done again. */
  static async open(file: string, offset: number): Promise<MetricsLog> {
    const handle = await fs.open(file, 'a+');
    await handle.truncate(offset);
    return new MetricsLog(handle, offset);
  }

  add(line: MetricsLine): void {
    this.#waiting += metricsLine(line);
  }

  /** Writes what waits; returns the length of the file. */
  async flush(): Promise<number> {
    const bytes = Buffer.from(this.#waiting);
    this.#waiting = '';
    if (bytes.length > 0) {
      await this.#handle.appendFile(bytes);
      this.#offset += bytes.length;
    }
    return this.#offset;
  }

  /** Writes what waits and waits until it lies on the disk. */
  async sync(): Promise<number> {
    const offset = await this.flush();
    await this.#handle.sync();
    return offset;
  }

  close(): Promise<void> {
    return this.#handle.close();
  }
}
