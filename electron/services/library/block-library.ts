import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { type LibraryEntry, type LibraryFile, libraryFile } from '../../../shared/library';
import { parseSafely } from '../../../shared/project/safe-json';
import { stableJson } from '../../../shared/project/write-project';
import { saveAtomically } from '../../files/save-atomically';

const EXTENSION = '.block.json';

/** The blocks that a person keeps for all projects: one file each, `blocks/<id>.block.json` in the user's data folder. */
export class BlockLibrary {
  readonly #folder: string;

  constructor(userData: string) {
    this.#folder = path.join(userData, 'blocks');
  }

  /** By title. A file that cannot be read is left where it is and out of the list. */
  async list(): Promise<readonly LibraryEntry[]> {
    const files = await readdir(this.#folder).catch(() => []);
    const found = await Promise.all(files.filter((file) => file.endsWith(EXTENSION)).map((file) => this.#read(file)));
    return found.flatMap((entry) => entry ?? []).sort((a, b) => a.block.title.localeCompare(b.block.title));
  }

  /** Keeps a block; one of the same id is replaced. */
  async save({ id, block, blocks }: LibraryEntry): Promise<void> {
    const file: LibraryFile = { format: 'attention-studio-block', version: 1, id, block, blocks };
    await mkdir(this.#folder, { recursive: true });
    await saveAtomically(path.join(this.#folder, `${id}${EXTENSION}`), stableJson(file));
  }

  async remove(id: string): Promise<void> {
    await rm(path.join(this.#folder, `${id}${EXTENSION}`), { force: true });
  }

  async #read(file: string): Promise<LibraryEntry | null> {
    try {
      const read = libraryFile.safeParse(parseSafely(await readFile(path.join(this.#folder, file), 'utf8'), file));
      if (!read.success || `${read.data.id}${EXTENSION}` !== file) return null;
      const { id, block, blocks } = read.data;
      return { id, block, blocks };
    } catch {
      return null;
    }
  }
}
