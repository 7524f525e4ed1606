import { dirname } from 'node:path';
import type { PartContent, ReaderSettings } from '../../shared/dataset';
import type { DataFacts } from '../../shared/graph/facts';
import type { OwnInput, OwnPart } from '../../shared/run';
import { StudioError } from '../../shared/studio-error';
import type { RawPart, ReadOwnInput } from './dataset';
import { OWN_INPUTS } from './own/own-inputs';
import { partsOfRow } from './own/parts-of-row';
import { firstRow, jsonRow } from './own/table';

/**
 * Reads what the user brings to try a model: a file, a drawing, a sentence or a row, whichever the model takes; of a model with
 * several inputs its parts by name, or a row that holds them.
 */
export const readOwnInput: ReadOwnInput = async (input, read, facts) => {
  const names = Object.keys(facts.inputs);
  const given = await partsOf(input, read, facts, names);
  const raw: Record<string, RawPart> = {};
  const parts: { name: string; content: PartContent }[] = [];
  for (const name of names) {
    const wanted = facts.inputs[name];
    const own = given[name];
    if (!wanted || !own) continue;
    const { part, content } = await OWN_INPUTS[wanted.kind].read(own, wanted, read);
    raw[name] = part;
    parts.push({ name, content });
  }
  const [only] = parts;
  if (!only) throw nothingGiven(names, Object.keys(given));
  const content = names.length === 1 ? only.content : { kind: 'parts' as const, parts };
  return { raw, view: { index: null, split: null, label: null, content } };
};

async function partsOf(
  input: OwnInput,
  read: ReaderSettings,
  facts: DataFacts,
  names: readonly string[],
): Promise<{ readonly [name: string]: OwnPart }> {
  const [only, ...others] = names;
  switch (input.kind) {
    case 'parts':
      return input.parts;
    case 'row':
      if (others.length > 0) return partsOfRow(input.values, read, facts, '.').parts;
      break;
    case 'file':
      if (others.length > 0) return partsOfRow(await firstRow(input.path), read, facts, dirname(input.path)).parts;
      break;
    case 'text': {
      const row = others.length > 0 ? jsonRow(input.text) : null;
      if (row) return partsOfRow(row, read, facts, '.').parts;
      break;
    }
    case 'image':
      break;
  }
  if (only === undefined || others.length > 0) throw nothingGiven(names, []);
  return { [only]: input };
}

function nothingGiven(names: readonly string[], given: readonly string[]): StudioError {
  return new StudioError(`The model takes ${names.length} inputs, which are given by name.`, {
    expected: names.map((name) => `“${name}”`).join(', '),
    received: given.map((name) => `“${name}”`).join(', ') || 'one input without a name',
  });
}
