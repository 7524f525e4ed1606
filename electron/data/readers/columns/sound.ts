import { partName } from '../../../../shared/graph/facts';
import { checkSound, MOST_SECONDS } from '../../audio/check-sound';
import { readWav } from '../../audio/read-wav';
import { soundContent } from '../../audio/sound-content';
import { type SoundSize, soundFacts, soundWarnings } from '../../audio/sound-facts';
import type { ColumnKind } from './define-column';
import { MetCells } from './met-cells';
import { type FileLook, lookAtFiles, type NamedFile, readNamed } from './named-files';

const SOUNDS: FileLook<SoundSize> = {
  what: 'sound',
  unreadable: {
    'not sounds': 'names a file that is not a WAV file',
    'cut off': 'names a sound that is cut off',
    coded: 'names a sound that is coded in a way that is not read (only PCM and floating point are)',
    'too long': `names a sound that lasts longer than ${MOST_SECONDS / 60} minutes`,
    empty: 'names an empty file',
    'not readable': 'names a sound that cannot be read',
  },
  async check(path, size) {
    const check = await checkSound(path, size);
    return check.ok ? { ok: true, found: { rate: check.rate, seconds: check.seconds } } : check;
  },
};

/** A sound a row, by the name of its WAV file. */
export const soundColumn: ColumnKind = ({ column, at, folder }) => {
  const named = new MetCells();
  let found: readonly NamedFile<SoundSize>[] = [];
  return {
    look: (cell) => (cell.trim() === '' ? `has no sound in “${column}”` : named.number(cell.trim())),
    check: async () => {
      found = await lookAtFiles(folder, named.all(), SOUNDS);
      return (kept) => {
        const sound = found[kept];
        return sound && !sound.ok ? `${sound.reason} in “${column}”` : null;
      };
    },
    finish: (kept) => {
      const sizes = Array.from(kept).flatMap((number) => {
        const sound = found[number];
        return sound?.ok ? [sound.found] : [];
      });
      const read = async (cells: readonly string[]) => {
        const cell = (cells[at] ?? '').trim();
        return readWav(await readNamed(folder, cell), cell);
      };
      return {
        inputs: [
          {
            name: partName(column),
            facts: soundFacts(sizes),
            part: async (cells) => ({ kind: 'audio', ...(await read(cells)) }),
            content: async (cells) => soundContent(await read(cells)),
          },
        ],
        stamps: found.flatMap((sound) => (sound.ok ? [sound.stamp] : [])),
        warnings: soundWarnings(sizes, column),
      };
    },
  };
};
