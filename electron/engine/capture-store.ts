import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { captureName, captureStep, encodeCapture, type Look, type ProbeSample } from '../worker/capture-file';
import { capturesPath } from '../worker/run-folder';

/** What captures may take on the disk in one run, in bytes. */
export const CAPTURE_BUDGET = 64 * 2 ** 20;
/** More steps than a slider can tell apart. */
const MOST = 400;

interface Kept {
  readonly step: number;
  readonly bytes: number;
}

/**
 * The captures of one run: `attention/samples.json` and one file a captured step. Once they outgrow their bounds, every
 * second one goes, and from then on they come half as often.
 */
export class CaptureStore {
  readonly #dir: string;
  readonly #budget: number;
  readonly #most: number;
  #kept: Kept[];
  /** Steps between two captures, at least. */
  #spacing: number;

  private constructor(dir: string, kept: Kept[], budget: number, most: number) {
    this.#dir = dir;
    this.#kept = kept;
    this.#budget = budget;
    this.#most = most;
    // A run that goes on keeps the pace that it had.
    this.#spacing = this.#bytes() > budget / 2 || kept.length > most / 2 ? this.#meanSpacing() : 0;
  }

  /**
   * Captures beyond `step` are removed: their steps will be done again. So are those of other samples.
   *
   * @throws Error as the disk's
   */
  static async open(
    runDir: string,
    samples: readonly ProbeSample[],
    step: number,
    { budget = CAPTURE_BUDGET, most = MOST }: { readonly budget?: number; readonly most?: number } = {},
  ): Promise<CaptureStore> {
    const dir = capturesPath(runDir);
    await mkdir(dir, { recursive: true });
    const text = `${JSON.stringify({ format: 'attention-studio-probe', version: 1, samples })}\n`;
    const file = path.join(dir, 'samples.json');
    const same = (await readFile(file, 'utf8').catch(() => null)) === text;
    const kept: Kept[] = [];
    for (const name of await readdir(dir)) {
      const at = captureStep(name);
      if (at !== null && at <= step && same) kept.push({ step: at, bytes: (await stat(path.join(dir, name))).size });
      else if (at !== null || name.endsWith('.tmp')) await rm(path.join(dir, name), { force: true });
    }
    if (!same) await replace(file, Buffer.from(text));
    return new CaptureStore(
      dir,
      kept.sort((a, b) => a.step - b.step),
      budget,
      most,
    );
  }

  get steps(): number[] {
    return this.#kept.map((kept) => kept.step);
  }

  /** Whether a capture of this step would be kept. */
  wants(step: number): boolean {
    const last = this.#kept.at(-1)?.step;
    return last === undefined || step >= last + Math.max(1, this.#spacing);
  }

  /** @throws Error as the disk's; what was kept before is intact */
  async add(step: number, looks: readonly Look[]): Promise<void> {
    if (this.#kept.some((kept) => kept.step === step)) return;
    const bytes = encodeCapture(step, looks);
    await replace(path.join(this.#dir, captureName(step)), bytes);
    this.#kept.push({ step, bytes: bytes.length });
    while (this.#kept.length > 1 && (this.#bytes() > this.#budget || this.#kept.length > this.#most)) await this.#thin();
  }

  /** Removes every second one; the newest stays. */
  async #thin(): Promise<void> {
    const last = this.#kept.length - 1;
    const stays = (_: Kept, i: number) => (last - i) % 2 === 0;
    for (const { step } of this.#kept.filter((kept, i) => !stays(kept, i)))
      await rm(path.join(this.#dir, captureName(step)), { force: true });
    this.#kept = this.#kept.filter(stays);
    this.#spacing = this.#meanSpacing();
  }

  #bytes(): number {
    return this.#kept.reduce((sum, kept) => sum + kept.bytes, 0);
  }

  #meanSpacing(): number {
    const [first, last] = [this.#kept[0], this.#kept.at(-1)];
    return first && last && first !== last ? Math.round((last.step - first.step) / (this.#kept.length - 1)) : 0;
  }
}

/** A crash leaves the old file or the new one. Nothing waits for the disk: a capture lost with the power is no loss. */
async function replace(file: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${file}.tmp`;
  try {
    await writeFile(temporary, bytes);
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    throw error;
  }
}
