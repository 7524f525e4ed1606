import type { DataFacts } from '../../shared/graph/facts';

/**
 * The data's name for the part that a plan reads: the plan's own, or, as a model may be judged on data of another form, the
 * only part of that kind. Null: there is none.
 */
export function matchInput(facts: DataFacts, { kind, source }: { readonly kind: string; readonly source: string }): string | null {
  return matchPart(facts.inputs, kind, source);
}

/** The same of the target that a plan asks for. */
export function matchTarget(facts: DataFacts, kind: string, target: string): string | null {
  return matchPart(facts.targets, kind, target);
}

/** The same among any parts by name. */
export function matchPart(parts: { readonly [name: string]: { readonly kind: string } }, kind: string, wanted: string): string | null {
  const fitting = Object.entries(parts).flatMap(([name, part]) => (part.kind === kind ? [name] : []));
  if (fitting.includes(wanted)) return wanted;
  const [only, ...others] = fitting;
  return others.length === 0 ? (only ?? null) : null;
}
