import { resolve } from 'node:path';
import type { ReaderSettings } from '../../../shared/dataset';
import { type DataFacts, partName } from '../../../shared/graph/facts';
import { numberColumns } from '../../../shared/record-parts';
import type { OwnInput, OwnPart } from '../../../shared/run';
import { StudioError } from '../../../shared/studio-error';
import type { Row } from './table';

/**
 * The parts of a sample that was given as one row: `{ "picture": "a.png", "text": "…", "age": 40 }`. What the row does not
 * have is left out.
 *
 * @param folder that paths of files are relative to
 * @throws StudioError where it has none of them
 */
export function partsOfRow(row: Row, read: ReaderSettings, facts: DataFacts, folder: string): Extract<OwnInput, { kind: 'parts' }> {
  const parts: Record<string, OwnPart> = {};
  const cells = new Map(Object.entries(row).map(([name, value]) => [partName(name), value]));
  for (const [name, { kind }] of Object.entries(facts.inputs)) {
    if (kind === 'table') {
      const columns = read.reader === 'records' ? numberColumns(read.columns) : read.reader === 'table' ? read.features : [];
      const values = Object.fromEntries(Object.entries(row).filter(([column]) => columns.includes(column)));
      if (Object.keys(values).length > 0) parts[name] = { kind: 'row', values };
      continue;
    }
    const cell = cells.get(name);
    if (cell === undefined || cell === '') continue;
    parts[name] =
      kind === 'image' || kind === 'audio' ? { kind: 'file', path: resolve(folder, String(cell)) } : { kind: 'text', text: String(cell) };
  }
  if (Object.keys(parts).length === 0) {
    throw new StudioError('The row has none of the inputs that the model takes.', {
      expected: Object.keys(facts.inputs).slice(0, 20).join(', '),
      received: Object.keys(row).slice(0, 20).join(', ') || 'none',
    });
  }
  return { kind: 'parts', parts };
}
