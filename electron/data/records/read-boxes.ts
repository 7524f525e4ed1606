import type { NamedBox } from '../boxes/named-box';

/** What is wrong with a cell of boxes, to complete “Line 7 has …”. */
export type WrongBoxes = string;

const isRecord = (value: unknown): value is { readonly [key: string]: unknown } => typeof value === 'object' && value !== null;

function readBox(value: unknown): NamedBox | WrongBoxes {
  if (!isRecord(value)) return 'a box that is not { "label": …, "box": [x, y, width, height] }';
  const label = typeof value.label === 'number' ? String(value.label) : typeof value.label === 'string' ? value.label.trim() : '';
  if (label === '') return 'a box without a label';
  const sides: readonly unknown[] = Array.isArray(value.box) ? value.box : [];
  const numbers = sides.filter((side): side is number => typeof side === 'number' && Number.isFinite(side));
  const [left = 0, top = 0, width = 0, height = 0] = numbers;
  if (sides.length !== 4 || numbers.length !== 4) return 'a box of other than four numbers (x, y, width, height)';
  if (width <= 0 || height <= 0) return 'a box of no area';
  return { label, box: [left, top, width, height] };
}

/** A JSON list `[{ "label": "cat", "box": [x, y, width, height] }]`, in pixels from the top left; `[]`: nothing is there. */
export function readBoxes(cell: string): NamedBox[] | WrongBoxes {
  let parsed: unknown;
  try {
    parsed = JSON.parse(cell);
  } catch {
    return cell.trim() === '' ? 'no list of boxes' : 'something else than a JSON list of boxes';
  }
  if (!Array.isArray(parsed)) return 'something else than a JSON list of boxes';
  const boxes: NamedBox[] = [];
  for (const value of parsed) {
    const box = readBox(value);
    if (typeof box === 'string') return box;
    boxes.push(box);
  }
  return boxes;
}
