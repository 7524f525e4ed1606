import type { Variable } from '../graph/program';
import type { Moved } from '../moving-weights';
import type { NamedWeight } from '../named-weights';
import type { Change } from './record-update';

/** What layers keep count of, as changes of the session's variables. */
export function changesOf(
  moved: readonly Moved[],
  session: { readonly weights: readonly NamedWeight[]; readonly variables: ReadonlyMap<NamedWeight, Variable> },
): Change[] {
  return moved.map(({ variable, next }) => {
    const weight = session.weights.find((one) => one.variable === variable);
    const stands = weight && session.variables.get(weight);
    if (!stands) throw new Error(`the session has no weight ${variable.name}`);
    return { variable: stands, next };
  });
}
