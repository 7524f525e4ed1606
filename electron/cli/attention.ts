import path from 'node:path';
import type { AttentionMapData, Positions } from '../../shared/run';
import { StudioError } from '../../shared/studio-error';
import { diskError } from '../files/disk-error';
import { saveAtomically } from '../files/save-atomically';
import type { Output } from './output';
import { readInputs } from './read-inputs';
import { atWork, openRunFolder } from './workplace';

/** What each row or column stands for: the word, the column, `row,column` of a grid, or its number. */
function labels(positions: Positions): string[] {
  switch (positions.kind) {
    case 'labels':
      return positions.labels;
    case 'grid':
      return [
        ...(positions.leading ?? []),
        ...Array.from({ length: positions.rows * positions.cols }, (_, i) => `${Math.floor(i / positions.cols)},${i % positions.cols}`),
      ];
    case 'plain':
      return Array.from({ length: positions.count }, (_, i) => String(i));
  }
}

function entry({ node, kind, title, map, queries, keys, scores }: AttentionMapData) {
  const common = { id: node, kind, title, map };
  return map === 'matrix'
    ? { ...common, queries: labels(queries), keys: labels(keys), scores }
    : { ...common, keys: labels(keys), values: scores };
}

/** The attention of every node over one input, as a file. */
export async function attention(out: Output, given: string, input: string, target: string): Promise<number> {
  return atWork(async (place) => {
    const { dir, file, dataPath } = await openRunFolder(place, given, null);
    const [named] = await (async () => {
      for await (const one of readInputs(file, [input])) return [one];
      return [];
    })();
    if (!named) throw new StudioError('There was no input.', { expected: 'one JSON object on standard input', received: 'nothing' });
    const opened = await place.supervisor.open(dir, dataPath);
    const { attention: maps } = await opened.call({ type: 'try', input: named.input });
    const where = path.resolve(target);
    try {
      await saveAtomically(where, `${JSON.stringify({ input: named.name, nodes: maps.map(entry) })}\n`);
    } catch (error) {
      throw diskError(error, where, `write ${target}`);
    }
    out.result({ file: where, nodes: maps.map((m) => m.node) }, `Wrote the attention of ${maps.length} nodes to ${where}.`);
    return 0;
  });
}
