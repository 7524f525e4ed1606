import type { GraphReport } from '../../shared/graph/graph-report';
import type { ErrorWords } from '../ui/ErrorNote';

/** Why a graph cannot be trained, and the node that it is about. */
export interface Hindrance {
  readonly node: string | null;
  readonly words: ErrorWords;
}

/** The first thing that keeps a graph from being trained; null: nothing that can be seen without the data. */
export function hindranceOf(report: GraphReport): Hindrance | null {
  const error = report.problems.find((problem) => problem.severity === 'error');
  if (error) {
    const { node, message, expected, received } = error;
    return { node, words: { message, expected, received, advice: 'Training starts once this is mended.' } };
  }
  if (report.order.length === 0) {
    const message = 'The graph is empty.';
    return { node: null, words: { message, advice: 'Draw a model that leads from an input to an output.' } };
  }
  if (!report.order.some((id) => report.nodes[id]?.definition?.target)) {
    const message = 'The graph has no output to train.';
    return { node: null, words: { message, advice: 'Add a Classification or a Regression node.' } };
  }
  return null;
}
