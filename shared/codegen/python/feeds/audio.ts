import type { FeedPlanOf } from '../../../graph/feed';
import type { PythonPart } from '../python-part';
import { READ_WAV, RESAMPLE } from '../sound-helpers';

/** WAV files as waveforms of one rate and length, with nothing but NumPy. */
export function audioSource(feed: FeedPlanOf<'audio'>): PythonPart {
  const { node, rate, samples, align } = feed;
  const placed =
    align === 'start'
      ? [`row[: min(len(wave), ${samples})] = wave[:${samples}]`]
      : [
          `at, begin = max(0, (${samples} - len(wave)) // 2), max(0, (len(wave) - ${samples}) // 2)`,
          `wave = wave[begin : begin + ${samples}]`,
          'row[at : at + len(wave)] = wave',
        ];
  return {
    imports: [],
    source: `def encode_${node}(samples):
    """Sounds of ${samples} samples, ${rate} a second: longer ones are cut, shorter ones filled with silence."""
    x = np.zeros((len(samples), ${samples}), "float32")
    for row, path in zip(x, samples):
        source, wave = read_wav(path)
        wave = resample(wave, source, ${rate})
        ${placed.join('\n        ')}
    return x`,
    helpers: [READ_WAV, RESAMPLE],
  };
}
