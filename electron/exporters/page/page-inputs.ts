import type { Preprocessing } from '../../../shared/graph/feed';
import { context2d, element } from './page-dom';

type Feed = Preprocessing['feeds'][number];

/** What the person gave at one input, not yet numbers. */
export type Given =
  | { readonly kind: 'image'; readonly canvas: HTMLCanvasElement }
  | { readonly kind: 'text'; readonly text: string }
  /** By column; null where the field is empty. */
  | { readonly kind: 'table'; readonly values: readonly (number | null)[] };

/** A part of the page that takes one input. */
export interface InputPanel {
  readonly node: string;
  readonly root: HTMLElement;
  read(): Given;
}

/** The panel for one input; `changed` is called when a prediction is due. */
export function inputPanel(feed: Feed, changed: () => void): InputPanel {
  switch (feed.plan.kind) {
    case 'image':
      return imagePanel(feed.plan, changed);
    case 'text':
      return textPanel(feed.plan.node, changed);
    case 'table':
      return tablePanel(feed, changed);
  }
}

/** Longest side kept of a picture: more than any model looks at, little enough to be quick. */
const LARGEST = 1024;

function imagePanel(plan: Extract<Feed['plan'], { kind: 'image' }>, changed: () => void): InputPanel {
  const scale = Math.max(1, Math.round(280 / Math.max(plan.width, plan.height)));
  const pad = element('canvas', { class: 'pad', id: 'pad', tabindex: '0', role: 'img', 'aria-label': 'Draw here, or drop a picture' });
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
  const file = element('input', { type: 'file', accept: 'image/*', id: 'file', 'aria-label': 'Choose a picture' });
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
    node: plan.node,
    root: element('div', {}, pad, element('div', { class: 'row' }, file, wipe), note),
    read: () => ({ kind: 'image', canvas: source }),
  };
}

function textPanel(node: string, changed: () => void): InputPanel {
  const area = element('textarea', { id: 'text', 'aria-label': 'Text', placeholder: 'Type a text' });
  let timer: ReturnType<typeof setTimeout> | undefined;
  area.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(changed, 250);
  });
  return { node, root: area, read: () => ({ kind: 'text', text: area.value }) };
}

function tablePanel(feed: Feed, changed: () => void): InputPanel {
  const columns = feed.plan.kind === 'table' ? feed.plan.columns : [];
  const mean = feed.state.kind === 'table' ? feed.state.mean : [];
  const fields = element('div', { class: 'fields' });
  const inputs = columns.map((column, at) => {
    const input = element('input', { type: 'text', inputmode: 'decimal', 'data-column': column });
    input.value = String(Number((mean[at] ?? 0).toPrecision(4)));
    input.addEventListener('change', changed);
    fields.append(element('label', { class: 'field' }, column, input));
    return input;
  });
  return {
    node: feed.plan.node,
    root: fields,
    read: () => ({
      kind: 'table',
      values: inputs.map((input) => {
        const text = input.value.trim().replace(',', '.');
        return text === '' || !Number.isFinite(Number(text)) ? null : Number(text);
      }),
    }),
  };
}
