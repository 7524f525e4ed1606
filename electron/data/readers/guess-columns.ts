import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { RecordColumn } from '../../../shared/record-columns';
import { ColumnCounts } from '../column-counts';
import { isUsable } from '../expand-column';
import { isMissing, readNumber } from '../records/delimited';
import { readIds } from '../records/read-ids';
import type { Sniffed } from '../records/sniff';
import { looksTagged } from './looks-tagged';

export interface GuessedColumn {
  readonly name: string;
  readonly as: RecordColumn;
}

const PICTURE = /^[^\n]{1,1000}\.(png|jpe?g|bmp|gif|webp|pgm)$/i;
const SOUND = /^[^\n]{1,1000}\.wave?$/i;
const SEQUENCE = /^\s*(\[[\d\s,]*\]|\d+(\s+\d+)+)\s*$/;
/** Names of files, and what they are. */
const FILES = [
  [PICTURE, 'image'],
  [SOUND, 'sound'],
] as const;
/** A list of boxes. */
const BOXES = /^\s*\[\s*(\{.*"box"\s*:\s*\[.*\}\s*)?\]\s*$/s;
/** Labels with `|` or `;` between. */
const SEVERAL = /^[^|;]{1,60}([|;][^|;]{1,60})+$/;
const TARGET_NAMES =
  /^((target|label|class)([ _-].*)?|labels|tags|genres?|.*[ _-](target|label|class)|category|sentiment|y|outcome|species|quality|price|survived|same|similarity|rating|score|stars)$/i;
/** How many paths are looked up on the disk. */
const LOOKED_UP = 5;
/** More different words are no classes. */
const MOST_CLASSES = 1000;

interface Column {
  readonly name: string;
  readonly cells: readonly string[];
  readonly type: 'number' | 'text';
  readonly distinct: number;
  readonly rows: number;
}

/**
 * What each column of a file seems to be, by its first rows and its name. Columns that are of no use to a model (ids of
 * rows, the same value everywhere) are left out.
 */
export function guessColumns(path: string, { names, rows: all, delimiter }: Sniffed): GuessedColumn[] {
  const rows = all.filter((row) => row.length === names.length);
  const counts = new ColumnCounts(names, delimiter);
  for (const row of rows) counts.add(row);
  const found = counts.summary().map(({ name, type, distinct }, at): Column => {
    const cells = rows.map((row) => row[at] ?? '').filter((cell) => !isMissing(cell));
    return { name, cells, type, distinct, rows: rows.length };
  });
  const boxed = found.filter(hasBoxes);
  const texts = found.filter((column) => isText(column) && !boxed.includes(column));
  const inputs = new Map<string, RecordColumn>();
  for (const column of found) {
    if (boxed.includes(column)) continue;
    const as = inputOf(column, dirname(path), texts.length > 0);
    if (as) inputs.set(column.name, as);
  }
  const everyCell = (name: string) => rows.map((row) => row[names.indexOf(name)] ?? '');
  const tags = found.filter(
    ({ name, type }) =>
      type === 'text' &&
      !boxed.some((box) => box.name === name) &&
      texts.some((text) => text.name !== name && looksTagged(everyCell(name), everyCell(text.name))),
  );
  for (const { name } of tags) inputs.set(name, 'tags');
  const rest = found.filter((column) => !inputs.has(column.name) && !boxed.includes(column));
  const named = rest.filter((column) => TARGET_NAMES.test(column.name));
  const last = boxed.length > 0 ? undefined : [...rest].reverse().find((column) => targetOf(column, delimiter) !== null);
  const targets = named.length > 0 ? named : last ? [last] : [];
  // Nothing to learn but a text for a text: a translation, an answer.
  const asText = [...inputs].filter(([, as]) => as === 'text').map(([name]) => name);
  const [, written] = targets.length + tags.length + boxed.length === 0 ? asText : [];
  if (written !== undefined) inputs.set(written, 'target_text');
  return found.flatMap((column): GuessedColumn[] => {
    const { name } = column;
    if (boxed.includes(column)) return [{ name, as: 'boxes' }];
    const input = inputs.get(name);
    if (input) return [{ name, as: input }];
    const target = targets.includes(column) ? targetOf(column, delimiter) : null;
    if (target) return [{ name, as: target }];
    return isUsable(column, column.rows) ? [{ name, as: 'number' }] : [];
  });
}

/** Pictures, sounds, sequences and texts: what is seen by its form. */
function inputOf(column: Column, folder: string, beside: boolean): RecordColumn | null {
  const { cells, name } = column;
  if (cells.length === 0) return null;
  for (const [form, as] of FILES) {
    if (!cells.every((cell) => form.test(cell.trim()))) continue;
    // Names of files that are not there are of no use, unless nothing else is.
    const there = cells.slice(0, LOOKED_UP).some((cell) => existsSync(resolve(folder, cell.trim().replaceAll('\\', '/'))));
    return there || !beside ? as : null;
  }
  const several = cells.filter((cell) => SEQUENCE.test(cell)).length;
  if (several > cells.length / 2 && cells.every((cell) => readIds(cell) !== null)) return 'ids';
  return isText(column) && !TARGET_NAMES.test(name) ? 'text' : null;
}

/** Most cells are lists of boxes. */
const hasBoxes = ({ cells }: Column): boolean =>
  cells.some((cell) => cell.includes('"box"')) && cells.filter((cell) => BOXES.test(cell)).length > cells.length / 2;

/** Words with spaces between, or long ones, that hardly ever come again. */
function isText({ cells, type, distinct }: Column): boolean {
  if (
    type === 'number' ||
    cells.length === 0 ||
    cells.every((cell) => FILES.some(([form]) => form.test(cell.trim())) || SEQUENCE.test(cell))
  )
    return false;
  const length = cells.reduce((sum, cell) => sum + cell.length, 0) / cells.length;
  const spaced = cells.filter((cell) => /\S\s+\S/.test(cell)).length / cells.length;
  return (spaced > 0.5 || length > 20) && distinct > Math.min(20, cells.length / 5);
}

/** Words and few whole numbers are classes, several with `|` between labels; null: neither classes nor values. */
function targetOf({ cells, type, distinct, rows }: Column, delimiter: string): 'class' | 'value' | 'labels' | null {
  if (type === 'text' && cells.filter((cell) => SEVERAL.test(cell)).length > cells.length / 10) return 'labels';
  if (type === 'text') return distinct <= Math.min(MOST_CLASSES, Math.max(2, rows / 2)) ? 'class' : null;
  const whole = cells.every((cell) => Number.isInteger(readNumber(cell, delimiter)));
  return whole && distinct <= 20 && distinct <= Math.max(2, rows / 5) ? 'class' : 'value';
}
