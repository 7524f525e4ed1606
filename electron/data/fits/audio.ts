import { defineFit } from './define-fit';

/** Nothing is learned of sounds. */
export const fitSounds = defineFit('audio', async () => ({ kind: 'audio' }));
