import type { AnyNode, InputSpecs, NodeCost, WeightSpec } from './define-node';
import type { NodeId } from './document';
import type { ParamSchema, ParamsOf } from './params';
import type { Problem } from './problem';
import type { ValueSpec } from './spec';

/** What is known of one node without building anything. */
export interface NodeReport {
  /** Null where the kind is unknown. */
  readonly definition: AnyNode | null;
  /** Null where a parameter is not valid. */
  readonly params: ParamsOf<ParamSchema> | null;
  readonly inputs: InputSpecs;
  /** Empty where the node is broken or waits for a broken one. */
  readonly outputs: { readonly [port: string]: ValueSpec };
  readonly weights: readonly WeightSpec[];
  readonly parameters: number;
  readonly cost: NodeCost | null;
}

/** What is known of a graph. Plain data but for the definitions; never changed after it is made. */
export interface GraphReport {
  readonly nodes: { readonly [id: NodeId]: NodeReport };
  readonly problems: readonly Problem[];
  readonly parameters: number;
  readonly trainable: number;
  readonly order: readonly NodeId[];
}
