import { context2d, element } from '../page-dom';
import type { FeedOf, InputPanel } from './panel';

/** Longest side kept of a picture: more than any model looks at, little enough to be quick. */
const LARGEST = 1024;

/** A field to draw on, where pictures can be dropped too. */
export function imagePanel({ plan }: FeedOf<'image'>, suffix: string, changed: () => void): InputPanel {
  const scale = Math.max(1, Math.round(280 / Math.max(plan.width, plan.height)));
  const pad = element('canvas', {
    class: 'pad',
    id: `pad${suffix}`,
    tabindex: '0',
    role: 'img',
    'aria-label': 'Draw here, or drop a picture',
  });
  let source = document.createElement('canvas');
  const clear = (): void => {
    source = document.createElement('canvas');
    source.width = plan.width * scale;
    source.height = plan.height * scale;
    show();
  };
  const show = (): void => {
    pad.width = source.width;
    pad.height = source.height;
    pad.style.aspectRatio = `${source.width} / ${source.height}`;
    const context = context2d(pad);
    context.fillRect(0, 0, pad.width, pad.height);
    context.drawImage(source, 0, 0);
  };
  const take = async (file: Blob): Promise<void> => {
    const picture = await createImageBitmap(file);
    const shrink = Math.min(1, LARGEST / Math.max(picture.width, picture.height));
    source = document.createElement('canvas');
    source.width = Math.max(1, Math.round(picture.width * shrink));
    source.height = Math.max(1, Math.round(picture.height * shrink));
    const context = context2d(source);
    context.imageSmoothingQuality = 'high';
    context.drawImage(picture, 0, 0, source.width, source.height);
    picture.close();
    show();
    changed();
  };
  const refuse = (): void => {
    note.textContent = 'This file is not a picture that the browser can read.';
  };

  let last: { x: number; y: number } | null = null;
  const place = (event: PointerEvent): { x: number; y: number } => ({
    x: (event.offsetX / pad.clientWidth) * source.width,
    y: (event.offsetY / pad.clientHeight) * source.height,
  });
  pad.addEventListener('pointerdown', (event) => {
    pad.setPointerCapture(event.pointerId);
    last = place(event);
  });
  pad.addEventListener('pointermove', (event) => {
    if (!last) return;
    const next = place(event);
    const context = context2d(source);
    context.strokeStyle = '#fff';
    context.lineCap = 'round';
    context.lineJoin = 'round';
    context.lineWidth = Math.max(source.width, source.height) / 12;
    context.beginPath();
    context.moveTo(last.x, last.y);
    context.lineTo(next.x, next.y);
    context.stroke();
    last = next;
    show();
  });
  pad.addEventListener('pointerup', () => {
    last = null;
    changed();
  });
  pad.addEventListener('dragover', (event) => {
    event.preventDefault();
    pad.classList.add('dropping');
  });
  pad.addEventListener('dragleave', () => pad.classList.remove('dropping'));
  pad.addEventListener('drop', (event) => {
    event.preventDefault();
    pad.classList.remove('dropping');
    const file = event.dataTransfer?.files[0];
    if (file) take(file).catch(refuse);
  });
  const file = element('input', { type: 'file', accept: 'image/*', id: `file${suffix}`, 'aria-label': 'Choose a picture' });
  file.addEventListener('change', () => {
    const [chosen] = file.files ?? [];
    if (chosen) take(chosen).catch(refuse);
  });
  const wipe = element('button', { type: 'button' }, 'Clear');
  wipe.addEventListener('click', () => {
    clear();
    changed();
  });
  const note = element('p', {}, 'Draw, drop a picture, or choose one.');
  clear();
  return {
    source: plan.source,
    root: element('div', {}, pad, element('div', { class: 'row' }, file, wipe), note),
    read: () => ({ kind: 'image', canvas: source }),
  };
}
