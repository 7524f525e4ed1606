import type { TargetPlanOf, TargetStateOf } from '../../../shared/graph/feed';
import { StudioError } from '../../../shared/studio-error';
import { fitSound } from '../audio/fit-sound';
import { griffinLim } from '../audio/griffin-lim';
import { type MelForm, magnitudesOf, melDecibels } from '../audio/mel-spectrum';
import { waveUrl } from '../audio/write-wav';
import { deviationOf, noMoments, welford } from '../moments';
import { defineTarget, type TargetData } from './define-target';

type Plan = TargetPlanOf<'spectrogram'>;

/** Nothing is told to be further below the loudest of a recording than this, in dB: what lies below is noise. */
const TOP_DB = 80;

/** Turns of Griffin and Lim: more are hardly heard. */
const TURNS = 32;

/** So many training samples tell mean and deviation. */
const LEARNED_FROM = 500;

const formOf = ({ rate, fft_length, step, bands, lowest, highest }: Plan): MelForm => ({
  rate,
  fftLength: fft_length,
  step,
  bands,
  lowest,
  highest,
});

interface Told {
  readonly decibels: Float32Array;
  /** Frames that the recording itself has: silence that fills it up is not asked for. */
  readonly frames: number;
}

const kept = new WeakMap<TargetData<'spectrogram'>['dataset'], Map<string, Told>>();
/** Numbers of the spectrograms of a data set that are kept: 200 MB. */
const MOST_KEPT = 50e6;

/** The spectrogram of one recording of the data. */
async function toldOf(plan: Plan, { dataset, name }: TargetData<'spectrogram'>, index: number): Promise<Told> {
  const form = formOf(plan);
  const key = JSON.stringify([index, name, form, plan.samples]);
  const known = kept.get(dataset) ?? new Map<string, Told>();
  kept.set(dataset, known);
  const before = known.get(key);
  if (before) return before;
  const part = await dataset.part(index, name);
  if (part.kind !== 'audio') throw new Error(`“${name}” gives ${part.kind} where a sound was expected`);
  const decibels = melDecibels(fitSound(part, { rate: plan.rate, samples: plan.samples, align: 'start' }), form, TOP_DB);
  const own = Math.ceil((part.samples.length * plan.rate) / part.rate);
  const told = { decibels, frames: Math.max(1, Math.min(plan.frames, 1 + Math.floor(own / plan.step))) };
  if (known.size * decibels.length < MOST_KEPT) known.set(key, told);
  return told;
}

/** In decibels, from what a model gives. */
const unscaled = (state: TargetStateOf<'spectrogram'>, row: ArrayLike<number>): Float32Array =>
  Float32Array.from(row, (value) => value * state.deviation + state.mean);

/** Phases to begin with that are always the same. */
function phases(): () => number {
  let seed = 1;
  return () => {
    seed = (seed * 16_807) % 2_147_483_647;
    return (2 * Math.PI * seed) / 2_147_483_647;
  };
}

/** A sound that would have this spectrogram, as loud as sounds are. */
function soundOf(plan: Plan, decibels: Float32Array): Float32Array {
  const form = formOf(plan);
  // What a model says far beyond any sound would be no number as a power.
  const mel = Float64Array.from(decibels, (db) => 10 ** (Math.max(-100, Math.min(100, db)) / 10));
  const wave = griffinLim(magnitudesOf(mel, form), { ...form, iterations: TURNS, momentum: 0.99, phase: phases() });
  const loudest = wave.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return Float32Array.from(wave, (value) => (loudest > 1 ? value / loudest : value));
}

/** A sound that would have the spectrogram that a model tells, as a WAV file in a data URL. */
export function toldSound(plan: Plan, state: TargetStateOf<'spectrogram'>, row: ArrayLike<number>): string {
  return waveUrl({ rate: plan.rate, samples: soundOf(plan, unscaled(state, row)) });
}

/**
 * Mel spectrograms in decibels: rows [batch, frames, bands + 1], standardised; the last number of a frame is 1 where the
 * recording has it, 0 where silence fills it up.
 */
export const spectrogramTarget = defineTarget('spectrogram', {
  reconstructs: {
    kind: 'audio',
    facts: ({ rate, seconds, longest }) => ({ kind: 'spectrogram', rate, seconds, longest }),
  },
  fit: async (plan, data, indices) => {
    const moments = noMoments();
    for (const index of indices.subarray(0, LEARNED_FROM)) {
      const { decibels, frames } = await toldOf(plan, data, index);
      for (const level of decibels.subarray(0, frames * plan.bands)) welford(moments, level);
    }
    return { kind: 'spectrogram', mean: moments.mean, deviation: deviationOf(moments) };
  },
  // No one number says what a sound is.
  actual: () => new Float64Array(),
  encode: async (plan, state, data, indices) => {
    const { frames, bands } = plan;
    const width = bands + 1;
    const rows = new Float32Array(indices.length * frames * width);
    const all = await Promise.all(indices.map((index) => toldOf(plan, data, index)));
    for (const [row, told] of all.entries()) {
      for (let frame = 0; frame < frames; frame++) {
        const at = (row * frames + frame) * width;
        for (let band = 0; band < bands; band++)
          rows[at + band] = ((told.decibels[frame * bands + band] ?? 0) - state.mean) / state.deviation;
        rows[at + bands] = frame < told.frames ? 1 : 0;
      }
    }
    return { shape: [indices.length, frames, width], data: rows };
  },
  predict: (plan, state, row) => {
    const decibels = unscaled(state, row);
    return {
      kind: 'spectrogram',
      node: plan.node,
      frames: plan.frames,
      bands: plan.bands,
      seconds: plan.step / plan.rate,
      values: Array.from(decibels, (db) => Math.round(db * 10) / 10),
      sound: toldSound(plan, state, row),
    };
  },
  judge: () => ({ predicted: 0, probability: null }),
  metricScale: (_plan, state) => state.deviation,
  purpose: () => 'Tells the spectrogram of a sound.',
  missing: (state, other) =>
    state
      ? new StudioError('The model tells spectrograms, but this data has no sounds to compare with.', { expected: 'recordings' })
      : new StudioError('The graph tells spectrograms, but the data has no sounds.', {
          expected: 'a folder of sounds, or a column of sound files',
          received: other?.kind ?? 'no target',
          advice: 'Read a column as “sound to predict” in the data panel.',
        }),
});
