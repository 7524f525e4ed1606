import type { PartContent, SampleContent } from '../../shared/dataset';
import type { Preprocessing } from '../../shared/graph/feed';
import type { RawSample } from './dataset';
import { OWN_INPUTS } from './own/own-inputs';
import { partAt } from './part-at';

/**
 * A sample as it enters the model: the picture in its size, the words that are known. Of several inputs those that differ from
 * the data, by name; null where none does.
 */
export async function seenByModel(preprocessing: Preprocessing, raw: RawSample): Promise<SampleContent | null> {
  const seen = new Map<string, PartContent>();
  for (const { plan, state } of preprocessing.feeds) {
    const found = partAt(plan, raw);
    if (plan.kind === 'decoder' || !found || seen.has(found.name)) continue;
    const content = await OWN_INPUTS[plan.kind].seen(plan, state, found.part);
    if (content) seen.set(found.name, content);
  }
  const parts = Array.from(seen, ([name, content]) => ({ name, content }));
  if (parts.length === 0) return null;
  return Object.keys(raw).length === 1 ? (parts[0]?.content ?? null) : { kind: 'parts', parts };
}
