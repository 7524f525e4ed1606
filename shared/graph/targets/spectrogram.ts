import { z } from 'zod';

/** How loud a sound is from moment to moment, in bands. */
export const spectrogramTarget = {
  /** Of the recordings; as an input of sounds has them. */
  facts: z.strictObject({ kind: z.literal('spectrogram'), rate: z.int(), seconds: z.number(), longest: z.number() }),
  plan: z.strictObject({
    kind: z.literal('spectrogram'),
    node: z.string(),
    /** The data's name of the recordings: a target, or an input that is told anew. */
    target: z.string(),
    /** Samples a second that recordings are brought to, and samples that they are cut or filled up to, from their start. */
    rate: z.int(),
    samples: z.int(),
    /** Samples a frame, a power of two, and from one frame to the next. */
    fft_length: z.int(),
    step: z.int(),
    /** 1 + samples ÷ step. */
    frames: z.int(),
    bands: z.int(),
    /** Hz */
    lowest: z.number(),
    highest: z.number(),
    loss: z.enum(['mean_absolute_error', 'mean_squared_error']),
  }),
  /** Of the decibels of the training split: they are trained on with mean 0 and variance 1. */
  state: z.strictObject({ kind: z.literal('spectrogram'), mean: z.number(), deviation: z.number() }),
  prediction: z.strictObject({
    kind: z.literal('spectrogram'),
    node: z.string(),
    frames: z.int(),
    bands: z.int(),
    /** From one frame to the next. */
    seconds: z.number(),
    /** Decibels, frame after frame, low bands first. */
    values: z.array(z.number()),
    /** A sound that would have this spectrogram: a WAV file as a data URL. */
    sound: z.string(),
  }),
};
