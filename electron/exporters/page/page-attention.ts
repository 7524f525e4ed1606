import type { PositionAxis } from '../../../shared/graph/spec';
import { context2d, element } from './page-dom';
import type { PageScores } from './page-model';

/** What the sample looks like, for laying attention over it. */
export interface Shown {
  /** By the input that they enter at. */
  readonly pictures: { readonly [input: string]: HTMLCanvasElement };
  /** Words or columns by the input that they enter at. */
  readonly labels: { readonly [input: string]: readonly string[] };
  /** By the input of a decoder: the words that it read at its places, and those it wrote there. */
  readonly decoded: { readonly [input: string]: { readonly read: readonly string[]; readonly written: readonly string[] } };
}

/** Violet over the picture: light where nothing is looked at. */
const VIOLET = [109, 76, 224] as const;

/** Draws one node's scores: the keys that are looked at, and the whole matrix. */
export function drawScores(into: HTMLElement, { map, scores }: PageScores, shown: Shown, head: number | null): void {
  const matrix = headOf(scores, head);
  const places = matrix[0]?.length ?? 0;
  const keys = labelsOf(map.keys, shown, 'read', places)?.slice(0, places) ?? null;
  const queries = labelsOf(map.queries, shown, 'written', matrix.length)?.slice(0, matrix.length) ?? null;
  const rows = queries ? matrix.slice(0, queries.length) : matrix;
  const width = keys?.length ?? matrix[0]?.length ?? 0;
  let pinned: number | null = null;

  const parts = element('div', { class: 'maps' });
  const update: ((weights: readonly number[]) => void)[] = [];
  const picture = map.keys?.kind === 'grid' ? shown.pictures[map.keys.input] : undefined;
  if (map.keys?.kind === 'grid' && picture) {
    const canvas = element('canvas', { role: 'img', 'aria-label': 'What was looked at, over the picture' });
    const { rows: gridRows, cols } = map.keys;
    // A class token and registers stand before the places of the picture.
    update.push((weights) => drawOverlay(canvas, picture, weights.slice(-gridRows * cols), gridRows, cols));
    parts.append(canvas);
  } else if (keys) {
    const words = element('div', { class: 'words' });
    // Of a sentence and its translation, those of the translation choose.
    const own = queries?.every((label, at) => label === keys[at]) ?? false;
    const buttons = keys.map((label, at) => {
      const button = element('button', { type: 'button', 'aria-pressed': 'false' }, label);
      button.addEventListener('click', () => choose(own && at < rows.length ? at : null));
      return button;
    });
    words.append(...buttons);
    update.push((weights) => {
      const top = Math.max(...weights.slice(0, width), 1e-9);
      buttons.forEach((button, at) => {
        const weight = weights[at] ?? 0;
        const share = weight / top;
        button.style.background = `rgb(${VIOLET.join(' ')} / ${share.toFixed(3)})`;
        button.style.color = share > 0.55 ? '#fff' : 'inherit';
        button.title = weight.toFixed(4);
        button.setAttribute('aria-pressed', String(own && pinned === at));
      });
    });
    parts.append(words);
    if (queries && !own && queries.length > 1) {
      const asking = element('div', { class: 'words', role: 'group', 'aria-label': 'Words that look' });
      const askers = queries.map((label, at) => {
        const button = element('button', { type: 'button', 'aria-pressed': 'false' }, label);
        button.addEventListener('click', () => choose(at));
        return button;
      });
      asking.append(...askers);
      update.push(() => {
        askers.forEach((button, at) => {
          button.setAttribute('aria-pressed', String(pinned === at));
        });
      });
      parts.prepend(asking);
    }
  }
  if (rows.length > 1 || parts.childElementCount === 0) {
    const canvas = element('canvas', { role: 'img', 'aria-label': 'Rows look at columns' });
    drawMatrix(canvas, rows, width);
    canvas.addEventListener('pointermove', (event) => {
      choose(Math.min(rows.length - 1, Math.floor((event.offsetY / canvas.clientHeight) * rows.length)));
    });
    canvas.addEventListener('pointerleave', () => choose(null));
    parts.append(canvas);
  }
  const caption = element('p', {});
  into.replaceChildren(parts, caption);

  function choose(row: number | null): void {
    pinned = row === pinned ? null : row;
    const chosen = pinned === null ? undefined : rows[pinned];
    for (const draw of update) draw(chosen ?? meanOf(rows));
    caption.textContent =
      pinned === null
        ? rows.length > 1
          ? 'The mean over all places that look.'
          : ''
        : `What ${queries?.[pinned] ?? `place ${pinned + 1}`} looks at.`;
  }
  choose(null);
}

/** One head, or the mean of all. */
function headOf(scores: PageScores['scores'], head: number | null): readonly (readonly number[])[] {
  const one = head === null ? undefined : scores[head];
  if (one) return one;
  const [first = []] = scores;
  return first.map((row, q) => row.map((_, k) => scores.reduce((sum, s) => sum + (s[q]?.[k] ?? 0), 0) / scores.length));
}

function meanOf(rows: readonly (readonly number[])[]): readonly number[] {
  const [first = []] = rows;
  return first.map((_, k) => rows.reduce((sum, row) => sum + (row[k] ?? 0), 0) / rows.length);
}

function labelsOf(axis: PositionAxis | null, shown: Shown, side: 'read' | 'written', count: number): readonly string[] | null {
  if (axis === null || axis.kind === 'grid') return null;
  // Moments of a sound.
  if (axis.kind === 'frames') return Array.from({ length: count }, (_, i) => `${(i * axis.seconds).toFixed(2)} s`);
  return shown.decoded[axis.input]?.[side] ?? shown.labels[axis.input] ?? null;
}

function drawOverlay(canvas: HTMLCanvasElement, picture: HTMLCanvasElement, weights: readonly number[], rows: number, cols: number): void {
  canvas.width = 280;
  canvas.height = Math.max(1, Math.round((280 * picture.height) / picture.width));
  const context = context2d(canvas);
  context.imageSmoothingEnabled = false;
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  context.fillStyle = 'rgb(0 0 0 / 0.35)';
  context.fillRect(0, 0, canvas.width, canvas.height);
  const top = Math.max(...weights, 1e-9);
  for (let at = 0; at < rows * cols; at += 1) {
    const [y, x] = [Math.floor(at / cols), at % cols];
    context.fillStyle = `rgb(${VIOLET.join(' ')} / ${(0.85 * (weights[at] ?? 0)) / top})`;
    const left = Math.round((x * canvas.width) / cols);
    const upper = Math.round((y * canvas.height) / rows);
    context.fillRect(left, upper, Math.round(((x + 1) * canvas.width) / cols) - left, Math.round(((y + 1) * canvas.height) / rows) - upper);
  }
}

function drawMatrix(canvas: HTMLCanvasElement, rows: readonly (readonly number[])[], width: number): void {
  canvas.width = Math.max(1, width);
  canvas.height = Math.max(1, rows.length);
  const context = context2d(canvas);
  const image = context.createImageData(canvas.width, canvas.height);
  const top = Math.max(...rows.map((row) => Math.max(...row.slice(0, width))), 1e-9);
  rows.forEach((row, y) => {
    for (let x = 0; x < width; x += 1) {
      const share = (row[x] ?? 0) / top;
      const at = (y * canvas.width + x) * 4;
      VIOLET.forEach((channel, c) => {
        image.data[at + c] = Math.round(255 - (255 - channel) * share);
      });
      image.data[at + 3] = 255;
    }
  });
  context.putImageData(image, 0, 0);
}
