import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fitSound } from '../audio/fit-sound';
import { readWav } from '../audio/read-wav';
import { soundContent } from '../audio/sound-content';
import { defineOwn, mismatch } from './define-own';
import { refuseLarge } from './own-file';

const LARGEST_FILE = 256 * 2 ** 20;

/** A WAV file. */
export const ownAudio = defineOwn('audio', {
  read: async (given) => {
    if (given.kind !== 'file') throw mismatch('a sound', given);
    await refuseLarge(given.path, LARGEST_FILE);
    const sound = readWav(await readFile(given.path), basename(given.path));
    return { part: { kind: 'audio', ...sound }, content: soundContent(sound) };
  },
  seen: async (plan, _state, part) => soundContent({ rate: plan.rate, samples: fitSound(part, plan) }),
});
