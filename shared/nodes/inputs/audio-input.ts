import { dataName } from '../../graph/data-name';
import { defineNode, type InferContext, refuse } from '../../graph/define-node';
import { choice, optionalFloat, optionalInt } from '../../graph/params';
import { findInput } from '../data-part';
import { sourceName } from './source-name';

/** Taken where no data is chosen yet. */
const UNKNOWN_RATE = 16_000;
const UNKNOWN_SECONDS = 1;

/** More samples than this in one recording fit no model on a usual machine: five minutes at 16 kHz. */
const MOST_SAMPLES = 4_800_000;

interface Params {
  readonly source: string | null;
  readonly sampling_rate: number | null;
  readonly seconds: number | null;
}

const find = (p: Params, { id, facts }: InferContext) => findInput(facts, 'audio', p.source, { title: 'Sound', id });

/** Samples a second and samples a recording: as asked for, else as the data has them. */
function formOf(p: Params, context: InferContext): { readonly rate: number; readonly samples: number } {
  const found = find(p, context);
  const facts = found.ok ? found.facts : null;
  const rate = p.sampling_rate ?? facts?.rate ?? UNKNOWN_RATE;
  const seconds = p.seconds ?? facts?.seconds ?? UNKNOWN_SECONDS;
  return { rate, samples: Math.max(1, Math.round(seconds * rate)) };
}

const kilohertz = (rate: number): string => `${Number((rate / 1000).toPrecision(4))} kHz`;

/** Waveforms of one length and rate, resampled and cut before the model. */
export const audioInput = defineNode({
  kind: 'AudioInput',
  family: 'input',
  title: 'Sound',
  letter: 'I',
  everyday: true,
  keywords: ['audio', 'wav', 'waveform', 'recording', 'speech', 'voice', 'music'],
  doc: 'Recordings from your data as waveforms, −1…1: brought to one rate, cut or filled with silence to one length, several channels mixed down to one.',
  source: 'Smith, “Digital Audio Resampling” (how a recording of another rate is brought to this one)',
  inputs: [],
  outputs: [{ name: 'audio', doc: 'One number a sample of the sound' }],
  params: {
    source: dataName({ of: 'input', kind: 'audio', doc: 'Which sounds of the data, where it has several.' }),
    sampling_rate: optionalInt({
      default: null,
      nullable: 'as most recordings have it',
      min: 1000,
      max: 192_000,
      doc: 'Samples a second. Half of it is the highest tone that the model hears; speech is clear from 8,000 on.',
    }),
    seconds: optionalFloat({
      default: null,
      nullable: 'as 19 of 20 recordings last at most',
      min: 0.01,
      max: 300,
      step: 0.1,
      doc: 'How long every recording is: longer ones are cut, shorter ones filled with silence.',
    }),
    align: choice({
      options: ['start', 'center'],
      default: 'start',
      doc: 'What stays of a longer recording, and where a shorter one lies: from the start on, or in the middle.',
    }),
  },
  summary: (p, context) => {
    const { rate, samples } = formOf(p, context);
    const known = context.facts !== null;
    const words = [
      known || p.seconds !== null ? `${Number((samples / rate).toPrecision(3))} s` : 'length of the data',
      known || p.sampling_rate !== null ? kilohertz(rate) : 'rate of the data',
    ];
    return `${sourceName(p.source)}${words.join(', ')}`;
  },
  infer: (_inputs, p, context) => {
    const found = find(p, context);
    if (!found.ok) return found.refusal;
    const { rate, samples } = formOf(p, context);
    if (samples > MOST_SAMPLES) {
      return refuse('One recording has too many samples for a model.', {
        expected: `at most ${MOST_SAMPLES.toLocaleString('en')}: fewer seconds, or a lower sampling_rate`,
        received: samples.toLocaleString('en'),
        fix: { type: 'set', title: 'Take 10 seconds', param: 'seconds', value: 10 },
      });
    }
    const axis = { kind: 'frames', input: context.id, seconds: 1 / rate } as const;
    return { ok: true, outputs: { audio: { shape: ['batch', samples], dtype: 'float32', carries: 'audio', axis, rate } } };
  },
  feed: (p, context) => {
    const found = find(p, context);
    return {
      kind: 'audio',
      node: context.id,
      source: found.ok ? found.name : 'audio',
      ...formOf(p, context),
      align: p.align,
    };
  },
  layers: ({ id, params: p, facts }) => ({
    records: [
      {
        name: id,
        class_name: 'InputLayer',
        config: { batch_shape: [null, formOf(p, { id, facts }).samples], dtype: 'float32' },
        inbound: [],
      },
    ],
    outputs: { audio: { layer: id, output: 0 } },
  }),
  examples: [{ name: 'a short sound', params: { seconds: 0.02, sampling_rate: 1000 }, inputs: {} }],
});
