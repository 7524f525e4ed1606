import type { NodeId } from './document';
import type { TensorRef } from './layer-record';

/**
 * What is learned of a tensor over the training split, along every axis but the last; `quantiles`: of all of its numbers
 * together, the `bins` − 1 borders between bins that hold equally many, as Keras's Discretization finds them.
 */
export type Statistic =
  | { readonly kind: 'mean' | 'variance' | 'minimum' | 'maximum' }
  | { readonly kind: 'quantiles'; readonly bins: number };

/** A node that learns from the training data before the first step: which statistic of its input fills which weight. */
export interface Adaptation {
  /** The input port whose tensor is looked at. */
  readonly input: string;
  readonly fills: { readonly [weight: string]: Statistic };
}

/** Rows of a weight that start from the vectors of words in a file. */
export interface StartingVectors {
  readonly weight: string;
  readonly path: string;
  /** Numbers a word. */
  readonly width: number;
  /** The node whose vocabulary the rows belong to. */
  readonly feed: NodeId;
}

/** A saved model whose weights a node begins with. */
export interface StartingModel {
  /** A file of the person's, or one that the application ships (`resources/pretrained/<name>`). `sha256` null: not known. */
  readonly source:
    | { readonly kind: 'file'; readonly path: string; readonly sha256: string | null }
    | { readonly kind: 'shipped'; readonly name: string };
  /** Which node inside stands for which layer of the file. */
  readonly layers: readonly { readonly part: string; readonly name: string }[];
}

/**
 * What a weight starts from besides the seed. It is set once, when a run is prepared for the first time, and kept in the
 * checkpoints from then on: a run that goes on, and every export, has it as it has every other weight.
 */
export type WeightStart =
  | { readonly type: 'adapt'; readonly layer: string; readonly of: TensorRef; readonly fills: Adaptation['fills'] }
  | ({ readonly type: 'vectors'; readonly layer: string } & StartingVectors)
  | ({ readonly type: 'saved'; readonly layer: string } & StartingModel);
