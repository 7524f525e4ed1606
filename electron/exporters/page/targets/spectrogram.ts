import { toldSound } from '../../../data/targets/spectrogram';
import { context2d, element } from '../page-dom';
import type { PageTarget } from './define-page-target';

export const spectrogramOnPage: PageTarget<'spectrogram'> = {
  show: (plan, state, { data }) => {
    const { frames, bands, step, rate } = plan;
    const canvas = element('canvas', {
      class: 'pad',
      width: String(frames),
      height: String(bands),
      role: 'img',
      'aria-label': 'Spectrogram: time to the right, low tones beneath',
    });
    canvas.style.aspectRatio = '2';
    canvas.style.maxWidth = '100%';
    canvas.style.cursor = 'default';
    const context = context2d(canvas);
    const picture = context.createImageData(frames, bands);
    const numbers = Float32Array.from(data);
    const low = numbers.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
    const high = numbers.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
    for (let frame = 0; frame < frames; frame++) {
      for (let band = 0; band < bands; band++) {
        const tone = (255 * ((numbers[frame * bands + band] ?? 0) - low)) / Math.max(1e-9, high - low);
        picture.data.set([tone, tone, tone, 255], ((bands - 1 - band) * frames + frame) * 4);
      }
    }
    context.putImageData(picture, 0, 0);
    const sound = element('audio', {
      controls: '',
      src: toldSound(plan, state, data),
      'aria-label': 'A sound that would have this spectrogram',
    });
    return element('div', {}, canvas, element('p', {}, `${((frames * step) / rate).toFixed(2)} s, low tones beneath`), sound);
  },
};
