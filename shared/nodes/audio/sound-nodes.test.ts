import { describe, expect, it } from 'vitest';
import { planModel } from '../../codegen/plan';
import { applyEdits } from '../../graph/edits';
import type { DataFacts } from '../../graph/facts';
import { graphOf } from '../../graph/graph-of.test-data';
import { inferGraph } from '../../graph/infer';
import { readParams } from '../../graph/read-params';
import type { JsonObject } from '../../json';
import { NODES } from '../registry.gen';

const SPOKEN: DataFacts = {
  samples: 30,
  inputs: { audio: { kind: 'audio', rate: 8000, seconds: 0.64, longest: 2.3 } },
  targets: { class: { kind: 'classes', labels: ['0', '1'] } },
};

const problemsOf = (graph: ReturnType<typeof graphOf>, facts: DataFacts | null) =>
  inferGraph(graph, NODES, facts).problems.filter((problem) => problem.severity === 'error');

describe('Sound', () => {
  const shapeOf = (params: JsonObject, facts: DataFacts | null) =>
    inferGraph(graphOf({ sound: ['AudioInput', params] }, []), NODES, facts).nodes.sound?.outputs.audio;

  it('has the rate and the length of the data, or those that are asked for', () => {
    expect(shapeOf({}, SPOKEN)).toMatchObject({ shape: ['batch', 5120], rate: 8000, carries: 'audio', dtype: 'float32' });
    expect(shapeOf({ seconds: 2, sampling_rate: 16_000 }, SPOKEN)).toMatchObject({ shape: ['batch', 32_000], rate: 16_000 });
    expect(shapeOf({}, null)).toMatchObject({ shape: ['batch', 16_000], rate: 16_000 });
  });

  it('says what it cannot take', () => {
    const large = graphOf({ sound: ['AudioInput', { seconds: 300, sampling_rate: 48_000 }] }, []);
    expect(problemsOf(large, SPOKEN)[0]).toMatchObject({
      message: 'One recording has too many samples for a model.',
      fix: { title: 'Take 10 seconds' },
    });
    const pictures: DataFacts = { ...SPOKEN, inputs: { image: { kind: 'image', height: 4, width: 4, channels: 1 } } };
    expect(problemsOf(graphOf({ sound: 'AudioInput' }, []), pictures)[0]?.message).toBe(
      'The data holds pictures, and “Sound” takes sounds.',
    );
  });

  it('goes where sounds go, and is offered a spectrogram elsewhere', () => {
    const wires = ['sound.audio>noise.input', 'noise.output>louder.input', 'louder.output>rows.input'];
    const nodes = {
      sound: 'AudioInput',
      noise: 'GaussianNoise',
      louder: ['Rescaling', { scale: 2 }],
      rows: ['Reshape', { target_shape: [320, 16] }],
    } as const;
    expect(problemsOf(graphOf(nodes, wires), SPOKEN)).toEqual([]);
    const [problem] = problemsOf(graphOf({ sound: 'AudioInput', conv: 'Conv2D' }, ['sound.audio>conv.input']), SPOKEN);
    expect(problem?.fix?.title).toBe('Insert Mel spectrogram');
  });
});

describe('Spectrogram', () => {
  const MEL = { num_mel_bins: 20, fft_length: 256, sequence_stride: 100 };
  const graph = (told: JsonObject, mel: JsonObject = MEL) =>
    graphOf({ sound: 'AudioInput', mel: ['MelSpectrogram', mel], told: ['SpectrogramPrediction', { ...MEL, ...told }] }, [
      'sound.audio>mel.input',
      'mel.output>told.input',
    ]);

  it('tells the sound anew that comes in, in as many frames', () => {
    const planned = planModel(graph({}), NODES, SPOKEN);
    if (!planned.ok) throw new Error(planned.problems[0]?.message);
    expect(planned.plan.targets[0]?.plan).toEqual({
      kind: 'spectrogram',
      node: 'told',
      target: 'audio',
      rate: 8000,
      samples: 5120,
      fft_length: 256,
      step: 100,
      frames: 52,
      bands: 20,
      lowest: 20,
      highest: 4000,
      loss: 'mean_absolute_error',
    });
    expect(planned.report.nodes.told?.outputs.spectrogram?.shape).toEqual(['batch', 52, 20]);
    expect(planned.plan.parameters).toBe(20 * 20 + 20);
  });

  it('takes the sound that is to be predicted before those that come in', () => {
    const facts: DataFacts = {
      samples: 9,
      inputs: SPOKEN.inputs,
      targets: { clean: { kind: 'spectrogram', rate: 8000, seconds: 0.64, longest: 0.7 } },
    };
    const planned = planModel(graph({}), NODES, facts);
    expect(planned.ok && planned.plan.targets[0]?.plan).toMatchObject({ target: 'clean', frames: 52 });
  });

  it('refuses another number of frames, and mends it where a stride gives them', () => {
    const drawn = graph({}, { ...MEL, sequence_stride: 64 });
    const [problem] = problemsOf(drawn, SPOKEN);
    expect(problem).toMatchObject({
      message: 'The sequence has 81 moments, and the spectrogram 52 frames.',
      expected: '52 moments: one a frame (5120 samples, 100 from one to the next)',
      received: '81',
      fix: { title: 'Take a frame every 64 samples' },
    });
    const mended = applyEdits({ graph: drawn, layout: {} }, problem?.fix?.edits ?? []);
    expect(problemsOf(mended.graph, SPOKEN)).toEqual([]);
    // No stride gives 3,000 frames of 5,120 samples.
    const many = graphOf(
      { sound: 'AudioInput', rows: ['Reshape', { target_shape: [2560, 2] }], told: ['SpectrogramPrediction', { ...MEL, seconds: 0.5 }] },
      ['sound.audio>rows.input', 'rows.output>told.input'],
    );
    expect(problemsOf(many, SPOKEN)[0]).toMatchObject({ received: '2560', fix: null });
  });

  it.each([
    [{ fft_length: 200 }, 'The frames of this spectrogram are a power of two long.', 'Take 256'],
    [{ max_freq: 5000 }, 'The bands do not lie within the frequencies of the sound.', 'Up to the highest frequency'],
    [{ seconds: 0.01 }, 'The recordings are too short for such a frame.', undefined],
    [{ target: 'gone' }, 'The data has no sounds named “gone”.', 'Take “audio”'],
  ])('refuses %j', (params, message, title) => {
    const [problem] = problemsOf(graph(params), SPOKEN);
    expect(problem?.message).toBe(message);
    expect(problem?.fix?.title).toBe(title);
  });

  it('asks for sounds where the data has none, and which where it has several', () => {
    const told = NODES.SpectrogramPrediction;
    const read = told && readParams(told, MEL);
    if (!read?.ok) throw new Error('no such node');
    const input = [{ shape: ['batch', 52, 4], dtype: 'float32', carries: 'sequence' }] as const;
    const inferred = (facts: DataFacts, target: string | null) => told?.infer({ input }, { ...read.params, target }, { id: 'told', facts });
    const none: DataFacts = { samples: 9, inputs: { text: { kind: 'text' } }, targets: {} };
    expect(inferred(none, null)).toMatchObject({
      problem: { message: 'The data holds no sounds, and Spectrogram tells those of recordings.', received: 'no target' },
    });
    const sound = { kind: 'audio', rate: 8000, seconds: 0.64, longest: 0.7 } as const;
    const two: DataFacts = { samples: 9, inputs: { left: sound, right: sound }, targets: {} };
    expect(inferred(two, null)).toMatchObject({
      problem: {
        message: 'The data has several sounds: say which one is told.',
        expected: 'one of “left”, “right”',
        fix: { value: 'left' },
      },
    });
    expect(inferred(two, 'right')?.ok).toBe(true);
  });
});
