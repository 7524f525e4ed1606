import type { SampleView } from '../../shared/dataset';
import { studio } from '../app/connect';

/** Where each sample lies in its part, learned page by page. */
const known = new Map<string, number[]>();
const PAGE = 200;

/** The sample before or after one, in its part of the data; round the end. Null where there is none. */
export async function neighbour(projectId: string, sample: SampleView, by: 1 | -1): Promise<number | null> {
  const { index, split } = sample;
  if (index === null) return null;
  const key = `${projectId}/${split}`;
  const list = known.get(key) ?? [];
  known.set(key, list);
  let total = Number.POSITIVE_INFINITY;
  while (list.length < total && (!list.includes(index) || list.indexOf(index) === list.length - 1)) {
    const page = await studio().call('datasets.samples', { projectId, split, label: null, offset: list.length, limit: PAGE });
    total = page.total;
    if (page.samples.length === 0) break;
    for (const found of page.samples) if (found.index !== null) list.push(found.index);
  }
  const at = list.indexOf(index);
  if (at < 0) return list[0] ?? null;
  return list[(at + by + list.length) % list.length] ?? null;
}

/** The data changed: what was learned of it is void. */
export function forgetNeighbours(): void {
  known.clear();
}
