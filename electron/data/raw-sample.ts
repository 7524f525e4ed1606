import type { Dataset, RawSample } from './dataset';

/** All parts of a sample, pictures in their full size. */
export async function rawSample(dataset: Pick<Dataset, 'facts' | 'part'>, index: number): Promise<RawSample> {
  const names = Object.keys(dataset.facts.inputs);
  const parts = await Promise.all(names.map(async (name) => [name, await dataset.part(index, name)] as const));
  return Object.fromEntries(parts);
}
