import fs from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { type Disk, realDisk, saveFile, sha256 } from './disk';
import { decodeSafetensors, encodeSafetensors, type NamedTensor } from './safetensors';
import { type CheckpointState, checkpointState } from './state';

/** A checkpoint that was read and whose hashes are right. */
export interface Checkpoint {
  readonly state: CheckpointState;
  readonly tensors: ReadonlyMap<string, NamedTensor>;
  /** Of the tensors' file. */
  readonly sha256: string;
}

/** What a folder of checkpoints gave: the newest whole one, and what was damaged on the way. */
export interface Found {
  readonly checkpoint: Checkpoint | null;
  readonly damaged: readonly string[];
}

const document = z.strictObject({
  state: checkpointState,
  tensors: z.strictObject({ file: z.string(), sha256: z.string() }),
  sha256: z.string(),
});

type Kind = 'step' | 'best';
const KEEP: Record<Kind, number> = { step: 2, best: 1 };
const NAME = /^(step|best)-(\d{9})\.json$/;

/**
 * The checkpoints of one run: `step-<n>.safetensors` with `step-<n>.json` beside it. The JSON is written last and names
 * the hash of the tensors and of itself, so a checkpoint is there whole or not at all.
 */
export class CheckpointStore {
  readonly #folder: string;
  readonly #disk: Disk;

  constructor(folder: string, disk: Disk = realDisk) {
    this.#folder = folder;
    this.#disk = disk;
  }

  /** Saves, reads back, then prunes older ones of the kind. Rejects with everything older intact. */
  async save(kind: Kind, state: CheckpointState, tensors: readonly NamedTensor[]): Promise<void> {
    await fs.mkdir(this.#folder, { recursive: true });
    const name = `${kind}-${String(state.step).padStart(9, '0')}`;
    const file = `${name}.safetensors`;
    const hash = await saveFile(this.#disk, path.join(this.#folder, file), encodeSafetensors(tensors));
    // Parsed, so that its keys have the schema's order: reading writes it again and compares.
    const body = { state: checkpointState.parse(state), tensors: { file, sha256: hash } };
    const text = JSON.stringify({ ...body, sha256: sha256(Buffer.from(JSON.stringify(body))) });
    await saveFile(this.#disk, path.join(this.#folder, `${name}.json`), Buffer.from(text));
    await this.#prune(kind, name);
  }

  /** The newest whole checkpoint of a kind. Damaged ones are named, never thrown. */
  async newest(kind: Kind): Promise<Found> {
    const damaged: string[] = [];
    for (const name of (await this.#names(kind)).reverse()) {
      try {
        return { checkpoint: await this.#read(name), damaged };
      } catch (error) {
        damaged.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    return { checkpoint: null, damaged };
  }

  async #read(name: string): Promise<Checkpoint> {
    const raw = new TextDecoder('utf-8', { fatal: true }).decode(await this.#disk.read(path.join(this.#folder, `${name}.json`)));
    const parsed = document.parse(JSON.parse(raw));
    const { sha256: own, ...body } = parsed;
    // Written again it must be the same text: a changed byte that JSON forgives is found as well.
    const { state, tensors } = body;
    const canonical = JSON.stringify({ state, tensors });
    if (sha256(Buffer.from(canonical)) !== own || JSON.stringify({ state, tensors, sha256: own }) !== raw)
      throw new Error('its description is damaged');
    if (tensors.file !== `${name}.safetensors`) throw new Error('its description names another file');
    const bytes = await this.#disk.read(path.join(this.#folder, tensors.file));
    if (sha256(bytes) !== tensors.sha256) throw new Error('its weights are damaged');
    return { state, tensors: decodeSafetensors(bytes), sha256: tensors.sha256 };
  }

  /** Oldest first. */
  async #names(kind: Kind): Promise<string[]> {
    const files = await this.#disk.list(this.#folder).catch(() => []);
    return files
      .filter((file) => NAME.exec(file)?.[1] === kind)
      .map((file) => file.replace(/\.json$/, ''))
      .sort();
  }

  async #prune(kind: Kind, newest: string): Promise<void> {
    const keep = new Set((await this.#names(kind)).filter((name) => name <= newest).slice(-KEEP[kind]));
    keep.add(newest);
    for (const file of await this.#disk.list(this.#folder)) {
      const name = file.replace(/\.(json|safetensors)(\.tmp)?$/, '');
      const pruned = name.startsWith(`${kind}-`) && !keep.has(name);
      // A file that cannot be removed costs space only.
      if (pruned || file.endsWith('.tmp')) await this.#disk.remove(path.join(this.#folder, file)).catch(() => {});
    }
  }
}
