import { type Inference, type NodeProblem, refuse } from '../../graph/define-node';
import type { NodeId } from '../../graph/document';
import { bool } from '../../graph/params';
import { formatShape, type ValueSpec } from '../../graph/spec';

/** Keras's name in STFTSpectrogram; here every spectrogram has it. */
export const EXPAND_DIMS = bool({
  default: false,
  doc: 'Gives a picture, frames × bands × 1, as convolutions take it, instead of a sequence of frames.',
});

/** Samples a second where the sound does not say it: Keras's default. */
export const USUAL_RATE = 16_000;

export interface Frames {
  readonly id: NodeId;
  readonly sound: ValueSpec;
  readonly frames: number;
  readonly bins: number;
  /** Samples from one frame to the next. */
  readonly step: number;
  readonly expand: boolean;
}

/** How many samples a sound has; a refusal where nobody knows. */
export function samplesOf(sound: ValueSpec, title: string): { readonly ok: true; readonly samples: number } | (Inference & { ok: false }) {
  const [, samples] = sound.shape;
  if (typeof samples === 'number') return { ok: true, samples };
  const problem: NodeProblem = {
    message: `${title} needs to know how long the sound is.`,
    port: 'input',
    expected: 'a known number of samples',
    received: formatShape(sound.shape),
    fix: null,
  };
  return { ok: false, problem };
}

/** What a spectrogram gives: a sequence whose places are moments, or a picture. */
export function spectrogramOutput({ id, sound, frames, bins, step, expand }: Frames, warnings: readonly NodeProblem[] = []): Inference {
  const [batch = 'batch'] = sound.shape;
  const input = sound.axis?.kind === 'frames' ? sound.axis.input : id;
  const seconds = step / (sound.rate ?? USUAL_RATE);
  const otherForm = { node: id, param: 'expand_dims', value: !expand };
  const output: ValueSpec = expand
    ? { shape: [batch, frames, bins, 1], dtype: 'float32', carries: 'features', otherForm }
    : { shape: [batch, frames, bins], dtype: 'float32', carries: 'sequence', axis: { kind: 'frames', input, seconds }, otherForm };
  return { ok: true, outputs: { output }, ...(warnings.length > 0 ? { warnings } : {}) };
}

/** A sound that is too short for one frame, or for its mirrored ends. */
export function tooShort(title: string, samples: number, needed: number): Inference {
  return refuse(`The sound is too short for ${title}.`, {
    port: 'input',
    expected: `at least ${needed.toLocaleString('en')} samples, or shorter frames`,
    received: `${samples.toLocaleString('en')} samples`,
  });
}
