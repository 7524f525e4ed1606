import type { FeedPlanOf } from '../../../shared/graph/feed';
import type { InputLines, InputPlace } from './input-place';

/** A WAV file of the model's rate, filled with silence. */
export function audioLines(plan: FeedPlanOf<'audio'>, { input }: InputPlace): InputLines {
  const { rate, samples, align } = plan;
  const placed =
    align === 'start'
      ? [`sound = tf.pad(sound[:${samples}], [[0, max(0, ${samples} - len(sound))]])`]
      : [
          `begin = max(0, (len(sound) - ${samples}) // 2)`,
          `sound = sound[begin:begin + ${samples}]`,
          `before = (${samples} - len(sound)) // 2`,
          `sound = tf.pad(sound, [[before, ${samples} - len(sound) - before]])`,
        ];
  return {
    imports: [],
    lines: [
      'sound, rate = tf.audio.decode_wav(tf.io.read_file("sound.wav"))  # PCM, 16 bit',
      `assert rate == ${rate}, "bring the sound to ${rate} samples a second first"`,
      'sound = tf.reduce_mean(sound, axis=1)  # one channel',
      ...placed,
      `${input} = sound[None]`,
    ],
  };
}
