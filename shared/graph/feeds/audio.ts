import { z } from 'zod';

/** Sounds: one waveform a sample, several channels mixed down to one. */
export const audioFeed = {
  words: 'sounds',
  facts: z.strictObject({
    kind: z.literal('audio'),
    /** Samples a second that most recordings have. */
    rate: z.int(),
    /** What 19 of 20 recordings last at most. */
    seconds: z.number(),
    /** What the longest one lasts. */
    longest: z.number(),
  }),
  plan: z.strictObject({
    kind: z.literal('audio'),
    node: z.string(),
    source: z.string(),
    /** Samples a second: recordings with others are resampled. */
    rate: z.int(),
    /** Samples a recording: longer ones are cut, shorter ones filled with silence. */
    samples: z.int(),
    /** What stays of a longer one, and where a shorter one lies: from its start, or in the middle. */
    align: z.enum(['start', 'center']),
  }),
  state: z.strictObject({ kind: z.literal('audio') }),
};
