import type { DataFacts, TargetFactsOf } from './facts';

/** The first target of the data that has classes: what samples are balanced and filtered by. */
export function firstClasses(facts: DataFacts): { readonly name: string; readonly facts: TargetFactsOf<'classes'> } | null {
  for (const [name, target] of Object.entries(facts.targets)) if (target.kind === 'classes') return { name, facts: target };
  return null;
}
