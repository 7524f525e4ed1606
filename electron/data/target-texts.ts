import type { Dataset } from './dataset';
import { mapConcurrently } from './map-concurrently';

const AT_ONCE = 64;

/** The texts of a target, sample by sample. @throws StudioError that names the row */
export async function targetTexts(dataset: Dataset, target: string, indices: readonly number[]): Promise<string[]> {
  return mapConcurrently(indices, AT_ONCE, async (index) => {
    const part = await dataset.part(index, target);
    if (part.kind !== 'text') throw new Error(`“${target}” gives ${part.kind} where a text was expected`);
    return part.text;
  });
}
