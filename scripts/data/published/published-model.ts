import type { PortRef } from '../../../shared/graph/document';
import type { Sketch } from '../../../shared/graph/sketch';

/** A model of the literature, as a drawing. */
export interface PublishedModel {
  readonly id: string;
  readonly name: string;
  /** The paper, and in what the drawing differs. */
  readonly notes: string;
  draw(s: Sketch): void;
}

export const port = (node: string, name: string): PortRef => ({ node, port: name });
