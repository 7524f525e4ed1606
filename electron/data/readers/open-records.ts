import type { SampleView } from '../../../shared/dataset';
import type { Dataset } from '../dataset';
import type { SettingsOf } from '../reader';
import type { RecordFile } from '../records/record-file';
import { scanRecords } from './scan-records';

/** An index of all rows that have everything; parts are read when they are asked for. */
export async function openRecords(file: RecordFile, path: string, read: SettingsOf<'records'>): Promise<Dataset> {
  const { offsets, lengths, lines, inputs, targets, stamps, counts, warnings } = await scanRecords(file, path, read);
  const shown = targets.flatMap(({ name, label }) => (label ? [{ name, label }] : []));
  const [first] = shown;
  const cellsOf = (index: number) => file.cells(offsets[index] ?? 0, lengths[index] ?? 0);
  return {
    path,
    read,
    fingerprint: await file.fingerprint(stamps),
    facts: {
      samples: offsets.length,
      inputs: Object.fromEntries(inputs.map(({ name, facts }) => [name, facts])),
      targets: Object.fromEntries(targets.map(({ name, facts }) => [name, facts])),
    },
    size: offsets.length,
    targets: Object.fromEntries(targets.flatMap(({ name, numbers }) => (numbers ? [[name, numbers]] : []))),
    columns: counts.summary(),
    origins: { kind: 'lines', lines },
    warnings,
    async part(index, name, need) {
      const cells = await cellsOf(index);
      const target = targets.find((one) => one.name === name);
      if (target?.part) return target.part(index, cells);
      const input = inputs.find((one) => one.name === name);
      if (!input) throw new Error(`the records have no input “${name}”`);
      return input.part(cells, need);
    },
    async view(index, split): Promise<SampleView> {
      const cells = await cellsOf(index);
      const parts = await Promise.all(inputs.map(async ({ name, content }) => ({ name, content: await content(cells) })));
      const [only, ...others] = parts;
      return {
        index,
        split,
        label: first ? first.label(index, cells) : null,
        ...(shown.length > 1 && { labels: Object.fromEntries(shown.map((target) => [target.name, target.label(index, cells)])) }),
        ...(targets.some((target) => target.shown) && { boxes: targets.flatMap((target) => target.shown?.(index) ?? []) }),
        content: only && others.length === 0 ? only.content : { kind: 'parts', parts },
      };
    },
    close: () => file.close(),
  };
}
