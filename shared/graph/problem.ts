import type { NodeId } from './document';
import type { GraphEdit } from './edits';

/** A change that mends a problem with one click. */
export interface Fix {
  /** What the button says: `Reshape to 49 × 32`. */
  readonly title: string;
  readonly edits: readonly GraphEdit[];
}

/** What is wrong with a graph, in words for its author. */
export interface Problem {
  readonly node: NodeId | null;
  /** The input port it is about, if it is about one. */
  readonly port?: string | undefined;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly expected: string | null;
  readonly received: string | null;
  readonly fix: Fix | null;
}
