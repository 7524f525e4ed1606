import type { FeedPlan } from '../../shared/graph/feed';
import type { RawPart, RawSample } from './dataset';
import { matchPart } from './match-part';

/** The part of a sample that enters at a feed, with its name in the data; null where it has none. */
export function partAt(plan: FeedPlan, raw: RawSample): { readonly name: string; readonly part: RawPart } | null {
  const name = matchPart(raw, plan.kind, plan.source);
  const part = name === null ? undefined : raw[name];
  return name !== null && part ? { name, part } : null;
}
