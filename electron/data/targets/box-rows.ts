import type { PlacedBox } from '../../../shared/graph/picture-view';

/** A true box in a batch: whether there is one (1 or 0), its class, its middle and size as parts of the picture. */
export const BOX_ROW = 6;

/** Middle and size. */
type Middle = readonly [x: number, y: number, width: number, height: number];

/** One true box of a row of a batch. */
export interface RowBox {
  readonly class: number;
  readonly box: Middle;
}

export const middleOf = ([left, top, width, height]: PlacedBox): Middle => [left + width / 2, top + height / 2, width, height];

/** The boxes of a picture as its row of a batch: [room, 6]; where none is left, zeros. */
export function writeBoxes(boxes: readonly RowBox[], room: number): Float32Array {
  const row = new Float32Array(room * BOX_ROW);
  for (const [at, { class: label, box }] of boxes.entries()) row.set([1, label, ...box], at * BOX_ROW);
  return row;
}

/** The same read again, each with its place in the row. */
export function readBoxes(row: ArrayLike<number>): (RowBox & { readonly at: number })[] {
  const found: (RowBox & { at: number })[] = [];
  for (let at = 0; at + BOX_ROW <= row.length; at += BOX_ROW) {
    const number = (i: number): number => row[at + i] ?? 0;
    if (number(0) === 1) found.push({ at: at / BOX_ROW, class: number(1), box: [number(2), number(3), number(4), number(5)] });
  }
  return found;
}
