import { readWav, type Sound } from '../../../data/audio/read-wav';
import { context2d, element } from '../page-dom';
import type { FeedOf, InputPanel } from './panel';

const WIDTH = 560;
const HEIGHT = 96;

/** A field that takes a WAV file, chosen or dropped, and draws its wave. */
export function audioPanel({ plan }: FeedOf<'audio'>, suffix: string, changed: () => void): InputPanel {
  let sound: Sound | null = null;
  const wave = element('canvas', {
    class: 'pad',
    id: `wave${suffix}`,
    width: String(WIDTH),
    height: String(HEIGHT),
    role: 'img',
    'aria-label': 'The wave of the sound; drop a WAV file here',
  });
  wave.style.maxWidth = '100%';
  wave.style.aspectRatio = `${WIDTH} / ${HEIGHT}`;
  wave.style.cursor = 'default';
  const note = element('p', {}, `Choose a WAV file, or drop one. ${plan.samples / plan.rate} s of it are heard.`);
  const draw = (): void => {
    const context = context2d(wave);
    context.fillStyle = '#000';
    context.fillRect(0, 0, WIDTH, HEIGHT);
    context.fillStyle = '#fff';
    for (let x = 0; x < WIDTH; x++) {
      const peak = sound ? loudest(sound.samples, x / WIDTH, (x + 1) / WIDTH) : 0;
      const height = Math.max(1, peak * (HEIGHT - 8));
      context.fillRect(x, (HEIGHT - height) / 2, 1, height);
    }
  };
  const take = async (file: File): Promise<void> => {
    try {
      sound = readWav(new Uint8Array(await file.arrayBuffer()), file.name);
      note.textContent = `${file.name}: ${(sound.samples.length / sound.rate).toFixed(2)} s, ${sound.rate} samples a second`;
    } catch (error) {
      sound = null;
      note.textContent = `${file.name} is not a WAV file that can be read (PCM or floating point). ${error instanceof Error ? error.message : ''}`;
      draw();
      return;
    }
    draw();
    changed();
  };
  wave.addEventListener('dragover', (event) => {
    event.preventDefault();
    wave.classList.add('dropping');
  });
  wave.addEventListener('dragleave', () => wave.classList.remove('dropping'));
  wave.addEventListener('drop', (event) => {
    event.preventDefault();
    wave.classList.remove('dropping');
    const file = event.dataTransfer?.files[0];
    if (file) void take(file);
  });
  const input = element('input', { type: 'file', accept: '.wav,audio/wav', id: `file${suffix}`, 'aria-label': 'Choose a WAV file' });
  input.addEventListener('change', () => {
    const [chosen] = input.files ?? [];
    if (chosen) void take(chosen);
  });
  draw();
  return {
    source: plan.source,
    root: element('div', {}, wave, element('div', { class: 'row' }, input), note),
    read: () => ({ kind: 'audio', sound }),
  };
}

/** The loudest sample of a stretch, 0…1; `from` and `to` are parts of the whole. */
function loudest(samples: Float32Array, from: number, to: number): number {
  let peak = 0;
  for (let at = Math.floor(from * samples.length); at < to * samples.length; at++) peak = Math.max(peak, Math.abs(samples[at] ?? 0));
  return Math.min(1, peak);
}
