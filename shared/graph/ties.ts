import type { NodeId } from './document';
import type { DataFacts } from './facts';
import type { NodeReport } from './graph-report';
import type { Problem } from './problem';

/**
 * What is wrong with the weights of other nodes that nodes compute with: a last layer with an Embedding's vectors.
 *
 * @param tied the nodes whose definition may be `tied`
 */
export function tieProblems(
  tied: readonly NodeId[],
  reports: { readonly [id: NodeId]: NodeReport },
  facts: DataFacts | null,
): readonly Problem[] {
  const problems: Problem[] = [];
  for (const id of tied) {
    const report = reports[id];
    if (!report) continue;
    const { definition, params, inputs, outputs } = report;
    if (!definition?.tied || !params || Object.keys(outputs).length === 0) continue;
    const tie = definition.tied(inputs, params, { id, facts });
    if (!tie) continue;
    const say = (message: string, expected: string, received: string): void => {
      const fix = { title: 'Give it weights of its own', edits: [{ type: 'set-param', id, param: tie.param, value: null } as const] };
      problems.push({ node: id, severity: 'error', message, expected, received, fix });
    };
    const owner = Object.hasOwn(reports, tie.node) ? reports[tie.node] : undefined;
    const kind = owner?.definition?.kind;
    if (!owner) say(`The node “${tie.node}”, whose weights it uses, is not in the graph.`, `a node of the kind ${tie.kind}`, tie.node);
    else if (kind !== tie.kind)
      say(`It uses the weights of ${tie.kind} nodes alone.`, tie.kind, `${tie.node}, which is ${kind ?? 'unknown'}`);
    else {
      const [weight] = owner.weights;
      // Of a node that is broken nothing is known; its own problem comes first.
      if (!weight || Object.keys(owner.outputs).length === 0) continue;
      if (weight.shape.join() !== tie.shape.join()) {
        say(`The weights of “${tie.node}” do not fit what comes in here.`, weight.shape.join('×'), tie.shape.join('×'));
      }
    }
  }
  return problems;
}
